import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import { skippingLocked } from './dialect.ts';
import type { Tables } from './tables.ts';

export type Sweep = {
  readonly table: keyof Tables;
  /** Its primary key. */
  readonly key: readonly [string, ...string[]];
  readonly where: RawBuilder<SqlBool>;
};

/** Small enough that a request that waits for it is not noticed. */
const batchSize = 500;

/**
 * Deletes every row for which `where` holds, a batch at a time, each batch a transaction of its own. Of two nodes that sweep at
 * once neither waits for the other. Answers how many rows this call deleted.
 */
export async function deleteInBatches(
  database: Kysely<Tables>,
  { table, key, where }: Sweep,
  size = batchSize,
): Promise<number> {
  const columns = sql.join(key.map((name) => sql.ref(name)));
  const batch = sql`delete from ${sql.table(table)} where (${columns}) in (
    select ${columns} from ${sql.table(table)} where ${where} limit ${size}${skippingLocked(database)})`;
  for (let total = 0; ;) {
    const deleted = Number((await batch.execute(database)).numAffectedRows ?? 0n);
    total += deleted;
    if (deleted < size) return total;
  }
}
