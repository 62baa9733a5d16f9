import { z } from 'zod';

export const tallySchema = z.strictObject({
  passed: z.int().min(0),
  /** Names. */
  failed: z.array(z.string()),
  /** Names with the reason. */
  skipped: z.array(z.string()),
});
export type Tally = z.infer<typeof tallySchema>;

export const emptyTally: Tally = { passed: 0, failed: [], skipped: [] };
export const oneFailed = (name: string): Tally => ({ ...emptyTally, failed: [name] });
export const onePassed: Tally = { ...emptyTally, passed: 1 };

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: [...a.failed, ...b.failed],
  skipped: [...a.skipped, ...b.skipped],
});

export const closingLine = ({ passed, failed, skipped }: Tally): string =>
  `${String(passed)} passed, ${String(failed.length)} failed, ${String(skipped.length)} skipped`;
