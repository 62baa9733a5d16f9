import { Kysely } from 'kysely';
import { dialectOfLocation } from './dialect.ts';
import { migrate } from './migrate.ts';
import { postgresDialect, type PostgresOptions } from './postgres.ts';
import { sqliteDialect } from './sqlite.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/**
 * Opens the database at `location` and brings it up to date: `postgres://…`, or a SQLite file (made when missing; `:memory:` for
 * a test). Throws when it cannot be reached, is newer than this server or cannot be migrated. Close with `database.destroy()`.
 */
export async function openDatabase(location: string, options: PostgresOptions = {}): Promise<Database> {
  if (dialectOfLocation(location) === 'sqlite') {
    const database = new Kysely<Tables>({ dialect: await sqliteDialect(location) });
    await migrateOrClose(database);
    return database;
  }
  // Changing a large table, or waiting for another node that does, takes as long as it takes.
  const patient = new Kysely<Tables>({
    dialect: postgresDialect(location, { connections: 2, statementTimeout: 0 }),
  });
  await migrateOrClose(patient);
  await patient.destroy();
  return new Kysely<Tables>({ dialect: postgresDialect(location, options) });
}

async function migrateOrClose(database: Database): Promise<void> {
  try {
    await migrate(database);
  } catch (error) {
    await database.destroy();
    throw error;
  }
}
