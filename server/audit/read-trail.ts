import type { Database } from '../storage/database.ts';
import type { LinkedEntry } from './chain.ts';

/** Few enough to stay small in memory, many enough to be quick. */
const batch = 500;

/** The trail in its order, read in batches; `after` is the last sequence that is not wanted. */
export async function* readTrail(database: Database, after = 0): AsyncGenerator<LinkedEntry> {
  let last = after;
  for (;;) {
    const rows = await database
      .selectFrom('audit')
      .selectAll()
      .where('sequence', '>', last)
      .orderBy('sequence')
      .limit(batch)
      .execute();
    for (const { data_json, ...row } of rows) {
      const entry = { ...row, data: data_json };
      last = entry.sequence;
      yield entry;
    }
    if (rows.length < batch) return;
  }
}
