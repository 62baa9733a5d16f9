import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../prepare/paths.mjs';
import { add, oneFailed, tallySchema } from './tally.ts';
import type { ProjectName } from './plan.ts';
import type { Tally } from './tally.ts';

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

const readTally = (file: string, name: string): Tally => {
  if (!existsSync(file)) return oneFailed(`${name}: vitest ended without a result`);
  return tallySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
};

const isEmpty = ({ passed, failed, skipped }: Tally): boolean => passed + failed.length + skipped.length === 0;

/**
 * One run of vitest over these projects. A crash counts as a failure, and so does a run of no test at all, unless a filter
 * was given that may well match none of them.
 */
export const runVitest = async (projects: readonly ProjectName[], rest: readonly string[]): Promise<Tally> => {
  const name = projects.join(', ');
  const work = await mkdtemp(join(tmpdir(), 'renkei-tally-'));
  const file = join(work, 'tally.json');
  try {
    const args = [
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      `--reporter=${join(root, 'scripts', 'test', 'tally-reporter.ts')}`,
      '--passWithNoTests',
      ...rest,
    ];
    const child = spawn(process.execPath, [vitest, 'run', ...args], {
      cwd: root,
      env: { ...process.env, RENKEI_TALLY: file },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    await once(child, 'exit');
    const tally = readTally(file, name);
    if (isEmpty(tally) && rest.length === 0) return oneFailed(`${name}: no tests were found`);
    return child.exitCode === 0 || tally.failed.length > 0
      ? tally
      : add(tally, oneFailed(`${name}: vitest ended with status ${String(child.exitCode ?? child.signalCode)}`));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};
