import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { memoryOf } from './process-memory.ts';
import { found, type Needles } from './traces.ts';

/** The forms that the memory of a process has; or that the system does not let this user look. */
export function lookInto(pid: number, needles: Needles): readonly string[] | 'not allowed' {
  const forms = new Set<string>();
  try {
    for (const bytes of memoryOf(pid)) for (const form of found(needles, bytes)) forms.add(form);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') return 'not allowed';
    throw error;
  }
  return [...forms];
}

/** As `lookInto`, of a process of this user's that is like any other and holds `text`: what "not allowed" is worth is known by it. */
export async function lookIntoOwn(text: string, needles: Needles): Promise<readonly string[] | 'not allowed'> {
  const hold =
    'globalThis.held = [...process.argv[1]].reverse().join("") + "-" + process.pid; console.log("held"); process.stdin.resume()';
  const child = spawn(process.execPath, ['-e', hold, [...text].reverse().join('')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    await once(child.stdout, 'data');
    return lookInto(child.pid ?? 0, needles);
  } finally {
    child.stdin.end();
    child.kill();
    await ended;
  }
}
