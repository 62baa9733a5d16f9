import { constants, setPriority } from 'node:os';
import { spawn } from 'node:child_process';

/** What became of a system tool. `status` is `null` when a signal ended it. */
export type ToolResult =
  | { readonly kind: 'ended'; readonly status: number | null; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'failed'; readonly reason: 'not-installed' | 'not-started' | 'timed-out' | 'too-much-output' };

export type Tool = {
  /** Absolute: nothing is looked up in a path somebody may have changed. */
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
};

/** Runs a tool; a port, so that each reader is tested with output recorded elsewhere. */
export type RunTool = (tool: Tool) => Promise<ToolResult>;

export type ToolLimits = { readonly timeoutMs: number; readonly maxBytes: number };

const limits: ToolLimits = { timeoutMs: 15_000, maxBytes: 16 * 1024 * 1024 };

/** The customer waits for the list, which is painted meanwhile; not for what was left out. */
function giveWay(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already, or the system does not allow it: then it runs as it is.
  }
}

/**
 * Runs system tools without a shell, without input and without a terminal: in a session of its own, a tool that wants a password
 * finds nobody to ask. It is killed after the time limit.
 */
export function toolRunner({ timeoutMs, maxBytes }: ToolLimits = limits): RunTool {
  return ({ file, args, env }) =>
    new Promise((resolve) => {
      const child = spawn(file, [...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env,
        windowsHide: true,
        detached: process.platform !== 'win32',
      });
      giveWay(child.pid);
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      let bytes = 0;
      const end = (result: ToolResult): void => {
        clearTimeout(timer);
        child.kill('SIGKILL');
        resolve(result);
      };
      const timer = setTimeout(() => end({ kind: 'failed', reason: 'timed-out' }), timeoutMs);
      const keep = (to: Buffer[]) => (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxBytes) end({ kind: 'failed', reason: 'too-much-output' });
        else to.push(chunk);
      };
      child.stdout.on('data', keep(out));
      child.stderr.on('data', keep(err));
      child.once('error', (error) => {
        const missing = 'code' in error && error.code === 'ENOENT';
        end({ kind: 'failed', reason: missing ? 'not-installed' : 'not-started' });
      });
      child.once('close', (status) => {
        const [stdout, stderr] = [out, err].map((chunks) => Buffer.concat(chunks).toString('utf8'));
        end({ kind: 'ended', status, stdout: stdout ?? '', stderr: stderr ?? '' });
      });
    });
}
