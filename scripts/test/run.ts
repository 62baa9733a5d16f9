import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writtenVariable } from '../../test/support/written.ts';
import { buildApp } from '../build/build.ts';
import { resolveElectron } from '../electron-runtime/resolve.ts';
import { runMain, say } from '../prepare/say.mjs';
import { runChecks } from './checks.ts';
import { planOf } from './plan.ts';
import { add, closingLine } from './tally.ts';
import type { Tally } from './tally.ts';
import { runVitest } from './vitest.ts';
import { searchWritten } from './written.ts';

runMain(async () => {
  const { checks, projects, rest } = planOf(process.argv.slice(2));
  const quick = projects.filter((project) => project !== 'e2e');
  let tally: Tally = await runChecks(checks);
  if (quick.length > 0) tally = add(tally, await runVitest(quick, rest));
  if (projects.includes('e2e')) {
    // Here and not only in the tests' set-up: what cannot be had is said plainly, before anything else fails of it.
    await resolveElectron();
    await buildApp();
    const written = await mkdtemp(join(tmpdir(), 'renkei-written-'));
    process.env[writtenVariable] = written;
    try {
      tally = add(tally, await runVitest(['e2e'], rest));
      tally = add(tally, await searchWritten(written, rest.length === 0));
    } finally {
      await rm(written, { recursive: true, force: true });
    }
  }
  say('');
  for (const skipped of tally.skipped) say(`skipped: ${skipped}`);
  for (const failed of tally.failed) say(`FAILED: ${failed}`);
  const nothing = tally.passed === 0 && tally.failed.length === 0;
  if (nothing) say('No test ran.');
  process.stdout.write(`${closingLine(tally)}\n`);
  return tally.failed.length > 0 || nothing ? 1 : 0;
});
