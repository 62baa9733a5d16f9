import { PostgresAdapter, sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';

/**
 * Everything in which the two databases differ, in one file. The rest of the server is written in what both understand: text,
 * whole numbers (booleans are 0 or 1, times are milliseconds), JSON as text, `on conflict`, `returning`, and conditions in the
 * statement that changes a row.
 */
export type Dialect = 'sqlite' | 'postgres';

export const dialectOf = <DB>(database: Kysely<DB>): Dialect =>
  database.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';

/** Where a server's data lies: the address of a PostgreSQL database, or a file (`:memory:` for a test). */
export const dialectOfLocation = (location: string): Dialect =>
  /^postgres(?:ql)?:\/\//.test(location) ? 'postgres' : 'sqlite';

/**
 * Lets transactions that name the same thing go one after the other; released when the transaction ends. SQLite needs nothing
 * here: its transactions begin with the write lock, so they are one after the other anyway.
 */
export async function holdLock<DB>(transaction: Transaction<DB>, name: string): Promise<void> {
  if (dialectOf(transaction) === 'sqlite') return;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction);
}

/** Ends a `select` whose rows are about to be deleted: PostgreSQL passes over rows that another node is about to delete. */
export const skippingLocked = <DB>(database: Kysely<DB>): RawBuilder<unknown> =>
  dialectOf(database) === 'postgres' ? sql` for update skip locked` : sql``;

const quoted = /('(?:[^']|'')*')/;

/** One column type or table option of a migration, as PostgreSQL wants it. */
const asPostgres = (text: string): string =>
  text
    .replace(/\binteger primary key autoincrement\b/gi, 'bigint generated always as identity primary key')
    // SQLite's integer has 64 bits.
    .replace(/\binteger\b/gi, 'bigint')
    .replace(/\bblob\b/gi, 'bytea')
    .replace(/\breal\b/gi, 'double precision')
    // Byte order, as in SQLite: the same order of rows on both, whatever the locale of the database is.
    .replace(/\btext\b(?! collate)/gi, 'text collate "C"')
    .replace(/\)\s*(?:without rowid|strict)(?:\s*,\s*(?:without rowid|strict))?/gi, ')');

/**
 * Migrations are written once, in SQLite's words (`text`, `integer`, `blob`, `without rowid`). This is the same statement for
 * PostgreSQL; what is no definition of a table, and what stands in quotes, stays as it is.
 */
export function portableDefinition(statement: string): string {
  if (!/^\s*(?:create|alter)\s+table\b/i.test(statement)) return statement;
  return statement
    .split(quoted)
    .map((part, index) => (index % 2 === 1 ? part : asPostgres(part)))
    .join('');
}
