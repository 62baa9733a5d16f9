import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../storage/database.ts';

/**
 * What flows and testers change, each with its key, in the order in which rows may be added; removed the other way round. The
 * members' rights are changed by nobody, the audit trail and what the OAuth library keeps are never put back.
 */
const tables = [
  ['tpps', ['client_id']],
  ['members', ['id']],
  ['accounts', ['id']],
  ['certificates', ['issuer_hash', 'serial']],
  ['bank_settings', ['name']],
  ['flows', ['id']],
  ['links', ['grant_id']],
] as const;

const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
type Row = z.infer<typeof rowSchema>;

/** The bank's data at one moment, by table. */
export type Checkpoint = ReadonlyMap<string, readonly Row[]>;

async function rowsOf(database: Database, table: string): Promise<readonly Row[]> {
  const { rows } = await sql`select * from ${sql.table(table)}`.execute(database);
  return rows.map((row) => rowSchema.parse(row));
}

export async function takeCheckpoint(database: Database): Promise<Checkpoint> {
  const taken = new Map<string, readonly Row[]>();
  for (const [table] of tables) taken.set(table, await rowsOf(database, table));
  return taken;
}

/** Puts changed and removed rows back and takes new ones away; all of it or nothing. */
export async function restoreCheckpoint(database: Database, checkpoint: Checkpoint): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    for (const [table, key] of [...tables].reverse()) {
      const wanted = new Set((checkpoint.get(table) ?? []).map((row) => nameOf(key, row)));
      for (const row of await rowsOf(transaction, table))
        if (!wanted.has(nameOf(key, row)))
          await sql`delete from ${sql.table(table)} where ${is(key, row)}`.execute(transaction);
    }
    for (const [table, key] of tables) {
      const there = new Map((await rowsOf(transaction, table)).map((row) => [nameOf(key, row), row]));
      for (const row of checkpoint.get(table) ?? [])
        await putBack(transaction, table, key, row, there.get(nameOf(key, row)));
    }
  });
}

async function putBack(
  database: Database,
  table: string,
  key: readonly string[],
  row: Row,
  now: Row | undefined,
): Promise<void> {
  if (now === undefined) {
    const columns = sql.join(Object.keys(row).map((column) => sql.ref(column)));
    await sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(row))})`.execute(database);
  } else if (JSON.stringify(now) !== JSON.stringify(row)) {
    const set = sql.join(Object.entries(row).map(([column, value]) => sql`${sql.ref(column)} = ${value}`));
    await sql`update ${sql.table(table)} set ${set} where ${is(key, row)}`.execute(database);
  }
}

const nameOf = (key: readonly string[], row: Row): string => JSON.stringify(key.map((column) => row[column]));

const is = (key: readonly string[], row: Row): RawBuilder<unknown> =>
  sql.join(
    key.map((column) => sql`${sql.ref(column)} = ${row[column] ?? null}`),
    sql` and `,
  );
