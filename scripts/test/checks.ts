import { join } from 'node:path';
import { root } from '../prepare/paths.mjs';
import { run } from '../prepare/run.mjs';
import { say } from '../prepare/say.mjs';
import { add, emptyTally, oneFailed, onePassed } from './tally.ts';
import type { CheckName } from './plan.ts';
import type { Tally } from './tally.ts';

const tool = (...path: string[]): string => join(root, 'node_modules', ...path);
const tsc = tool('typescript', 'bin', 'tsc');

const typeTrees = ['server', 'src-main', 'src-renderer', 'test', 'scripts', '.'] as const;

const commands: Record<CheckName, readonly { readonly name: string; readonly args: readonly string[] }[]> = {
  types: typeTrees.map((tree) => ({
    name: `types of ${tree === '.' ? 'the config files' : tree}`,
    args: [tsc, '-p', tree],
  })),
  lint: [{ name: 'lint', args: [tool('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'] }],
  format: [{ name: 'format', args: [tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'] }],
};

/** Takes longest and goes first, so that the others fit in beside it. */
const byLength: readonly CheckName[] = ['lint', 'types', 'format'];
/** As many as the smallest machine has cores. */
const atOnce = 2;

async function runOne(name: string, args: readonly string[]): Promise<Tally> {
  const started = performance.now();
  const result = await run(process.execPath, args, { cwd: root });
  const passed = result.status === 0;
  say(`${passed ? '✓' : '✗'} ${name} (${String(Math.round((performance.now() - started) / 100) / 10)} s)`);
  if (!passed) say((result.stdout + result.stderr).trimEnd());
  return passed ? onePassed : oneFailed(name);
}

/** Runs the checks of these kinds, some side by side; each counts as one test. */
export const runChecks = async (kinds: readonly CheckName[]): Promise<Tally> => {
  const waiting = byLength.filter((kind) => kinds.includes(kind)).flatMap((kind) => commands[kind]);
  let tally: Tally = emptyTally;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const done = await runOne(next.name, next.args);
      tally = add(tally, done);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return tally;
};
