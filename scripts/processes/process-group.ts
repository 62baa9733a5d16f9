import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

/** A started program with all of its helpers. */
export type ProcessGroup = {
  readonly child: ChildProcess;
  /** Settles when the program itself has ended: its status, or `null` after a signal. Rejects when it cannot be started. */
  readonly ended: Promise<number | null>;
  /** Asks the program to end, makes it end after the grace period, and leaves no helper behind. */
  readonly stop: (graceMs?: number) => Promise<void>;
};

/** A negative id names the group; on Windows there are none and only the program itself is told. */
const killGroup = (child: ChildProcess): boolean => {
  if (child.pid === undefined) return false;
  try {
    return process.platform === 'win32' ? child.kill('SIGKILL') : process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: nobody of the group is left, which is what was wanted.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
};

/**
 * Starts a program as the leader of its own process group: Ctrl-C at the terminal does not reach it directly, so whoever
 * started it decides in which order things end, and no helper process is forgotten.
 */
export const startGroup = (command: string, args: readonly string[], options: SpawnOptions): ProcessGroup => {
  const child = spawn(command, [...args], { ...options, detached: process.platform !== 'win32' });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => {
      resolve(status);
    });
  });
  // However this process ends, the group does not stay behind.
  const abandon = (): void => {
    killGroup(child);
  };
  process.once('exit', abandon);
  const stop = async (graceMs = 5_000): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      const exited = once(child, 'exit');
      // Only the leader: it ends its helpers in the right order.
      child.kill('SIGTERM');
      const timer = setTimeout(() => killGroup(child), graceMs);
      await exited;
      clearTimeout(timer);
    }
    process.off('exit', abandon);
    killGroup(child);
  };
  return { child, ended, stop };
};
