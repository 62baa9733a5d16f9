import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../storage/database.ts';

/** What a scenario may change. Never the audit trail, the keys or what the OAuth library keeps. */
const tables = ['members', 'accounts', 'tpps', 'certificates', 'links', 'flows', 'bank_settings', 'oidc'] as const;
type Table = (typeof tables)[number];

const valueSchema = z.union([z.string(), z.number(), z.null()]);
type Value = z.infer<typeof valueSchema>;
type Row = Readonly<Record<string, Value>>;
const rowSchema = z.record(z.string().regex(/^[a-z0-9_]+$/), valueSchema);

/** How to take one change back. `before`: the columns as they were; `null`: there was no such row. */
export const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('row'),
    table: z.enum(tables),
    key: rowSchema,
    before: rowSchema.nullable(),
    /** The whole row was removed. */
    removed: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('revoked'), serial: z.string() }),
]);
export type Entry = z.infer<typeof entrySchema>;

type Books = {
  readonly database: Database;
  /** Takes a revocation back. */
  readonly reinstate: (serial: string) => Promise<void>;
};

const matches = (key: Row): RawBuilder<unknown> =>
  sql.join(
    Object.entries(key).map(([column, value]) => sql`${sql.ref(column)} = ${value}`),
    sql` and `,
  );
const assigned = (set: Row): RawBuilder<unknown> =>
  sql.join(Object.entries(set).map(([column, value]) => sql`${sql.ref(column)} = ${value}`));

async function find(database: Database, table: Table, key: Row): Promise<Row | undefined> {
  const { rows } = await sql`select * from ${sql.table(table)} where ${matches(key)}`.execute(database);
  return rows[0] === undefined ? undefined : rowSchema.parse(rows[0]);
}

const insert = (database: Database, table: Table, row: Row) =>
  sql`insert into ${sql.table(table)} (${sql.join(Object.keys(row).map((column) => sql.ref(column)))})
      values (${sql.join(Object.values(row))})`.execute(database);

/**
 * Changes the bank's data and remembers what was there, first in a file and then in memory, so that it can be taken back exactly,
 * also after a crash. Columns that a scenario did not touch keep what a flow has made of them meanwhile.
 */
export class Journal {
  readonly #books: Books;
  readonly #entries: Entry[] = [];
  readonly #keep: (entries: readonly Entry[]) => Promise<void>;

  constructor(books: Books, keep: (entries: readonly Entry[]) => Promise<void>) {
    this.#books = books;
    this.#keep = keep;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** Rows that are not there are left alone. */
  async update(table: Table, key: Row, set: Row): Promise<void> {
    const row = await find(this.#books.database, table, key);
    if (row === undefined) return;
    const before = Object.fromEntries(Object.keys(set).map((column) => [column, row[column] ?? null]));
    await this.#note({ kind: 'row', table, key, before, removed: false });
    await sql`update ${sql.table(table)} set ${assigned(set)} where ${matches(key)}`.execute(this.#books.database);
  }

  /** A row with that key is changed, otherwise one is added. */
  async put(table: Table, key: Row, set: Row): Promise<void> {
    if ((await find(this.#books.database, table, key)) !== undefined) {
      await this.update(table, key, set);
      return;
    }
    await this.#note({ kind: 'row', table, key, before: null, removed: false });
    await insert(this.#books.database, table, { ...key, ...set });
  }

  async remove(table: Table, key: Row): Promise<void> {
    const before = await find(this.#books.database, table, key);
    if (before === undefined) return;
    await this.#note({ kind: 'row', table, key, before, removed: true });
    await sql`delete from ${sql.table(table)} where ${matches(key)}`.execute(this.#books.database);
  }

  async noteRevoked(serial: string): Promise<void> {
    await this.#note({ kind: 'revoked', serial });
  }

  async undo(): Promise<void> {
    await undoEntries(this.#books, this.#entries);
    this.#entries.length = 0;
  }

  async #note(entry: Entry): Promise<void> {
    this.#entries.push(entry);
    await this.#keep(this.#entries);
  }
}

/** Latest first. */
export async function undoEntries(books: Books, entries: readonly Entry[]): Promise<void> {
  for (const entry of [...entries].reverse()) {
    if (entry.kind === 'revoked') await books.reinstate(entry.serial);
    else await undoRow(books.database, entry);
  }
}

async function undoRow(
  database: Database,
  { table, key, before, removed }: Extract<Entry, { kind: 'row' }>,
): Promise<void> {
  const there = (await find(database, table, key)) !== undefined;
  if (before === null) {
    await sql`delete from ${sql.table(table)} where ${matches(key)}`.execute(database);
  } else if (there) {
    await sql`update ${sql.table(table)} set ${assigned(before)} where ${matches(key)}`.execute(database);
  } else if (removed) {
    // A row that somebody else removed meanwhile stays away.
    await insert(database, table, before);
  }
}
