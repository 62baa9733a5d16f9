import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestCase, TestModule, TestRunEndReason } from 'vitest/node';
import { add, emptyTally } from './tally.ts';
import type { Tally } from './tally.ts';

/** A skipped test has to say why, by `context.skip('…')`; without that it counts as failed. */
const tallyOf = (test: TestCase): Tally => {
  const result = test.result();
  switch (result.state) {
    case 'passed':
      return { ...emptyTally, passed: 1 };
    case 'failed':
      return { ...emptyTally, failed: [test.fullName] };
    case 'pending':
      return { ...emptyTally, failed: [`${test.fullName} (never ran)`] };
    case 'skipped':
      return result.note === undefined
        ? { ...emptyTally, failed: [`${test.fullName} (skipped without a reason)`] }
        : { ...emptyTally, skipped: [`${test.fullName}: ${result.note}`] };
    default:
      return result satisfies never;
  }
};

/** Writes what a run came to into a file, for the closing line over several runs. */
class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[], reason: TestRunEndReason): void {
    let tally: Tally = emptyTally;
    for (const module of modules) {
      for (const test of module.children.allTests()) tally = add(tally, tallyOf(test));
      // A file that does not load, or a hook that fails, has no failed test of its own.
      const broken = module.errors().length > 0 || [...module.children.allSuites()].some((s) => s.errors().length > 0);
      if (broken) tally = add(tally, { ...emptyTally, failed: [`${module.relativeModuleId} (file or hook)`] });
    }
    for (const error of errors) tally = add(tally, { ...emptyTally, failed: [`unhandled: ${error.message}`] });
    if (reason === 'interrupted') tally = add(tally, { ...emptyTally, failed: ['the run was interrupted'] });
    const file = process.env['RENKEI_TALLY'];
    if (file !== undefined) writeFileSync(file, JSON.stringify(tally));
  }
}

// eslint-disable-next-line no-restricted-syntax -- vitest loads a reporter by its default export
export default TallyReporter;
