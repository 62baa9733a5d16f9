import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations.ts';
import { asKyselyDatabase } from './node-sqlite.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/**
 * Opens the SQLite file (made when missing; `:memory:` for a test) and brings it up to date. Throws when the file is newer
 * than this server or cannot be migrated. Close with `database.destroy()`.
 */
export async function openDatabase(file: string): Promise<Database> {
  const sqlite = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5000 });
  // WAL keeps readers going while one writer commits; NORMAL loses nothing but the very last commits on a power cut.
  sqlite.exec('pragma journal_mode = wal; pragma synchronous = normal;');
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: asKyselyDatabase(sqlite) }) });
  const { error } = await new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  }).migrateToLatest();
  if (error !== undefined) {
    await database.destroy();
    throw new Error(`the database ${file} cannot be migrated`, { cause: error });
  }
  return database;
}
