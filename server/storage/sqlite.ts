import { setTimeout as wait } from 'node:timers/promises';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Dialect,
  type Driver,
} from 'kysely';
import { asKyselyDatabase } from './node-sqlite.ts';

/** How often and how long (milliseconds) one process waits for another one's write before it gives up: ten seconds in all. */
const patience = 2_000;
const pause = 5;

/** SQLITE_BUSY and SQLITE_LOCKED, with whatever they are extended by. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && [5, 6].includes(Number(error.errcode) & 0xff);

/**
 * Tries again while somebody else writes. SQLite's own waiting (`busy_timeout`) would stop the whole process, because node:sqlite
 * is synchronous: every other request, and the very transaction that is waited for, if it is this process's own.
 */
async function whenFree<T>(work: () => T | Promise<T>): Promise<T> {
  for (let left = patience; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || left === 0) throw error;
      await wait(pause);
    }
  }
}

class PatientDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return {
      // A statement that was busy has done nothing, so it may be sent again.
      executeQuery: (query) => whenFree(() => connection.executeQuery(query)),
      streamQuery: (query, size) => connection.streamQuery(query, size),
    };
  }

  /**
   * Takes the write lock at once. A transaction that first reads and then writes would otherwise fail for good when another
   * process has written in between (SQLITE_BUSY_SNAPSHOT).
   */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

class TransactionalAdapter extends SqliteAdapter {
  /** It does; so a whole migration is one transaction, which holds the write lock (see `beginTransaction`). */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Only when it is needed: some runtimes that reach a PostgreSQL server have no SQLite of their own (Node before 22.5). */
async function loadSqlite(): Promise<typeof import('node:sqlite')> {
  try {
    return await import('node:sqlite');
  } catch (error) {
    throw new Error('this runtime has no node:sqlite; DATABASE_URL can name a PostgreSQL database instead', {
      cause: error,
    });
  }
}

/** Opens the file (made when missing) for one process among others; the caller hands the dialect to Kysely. */
export async function sqliteDialect(file: string): Promise<Dialect> {
  const { DatabaseSync } = await loadSqlite();
  const sqlite = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 0 });
  try {
    // WAL keeps readers going while one writer commits. FULL: what was answered to somebody is on the disk.
    await whenFree(() => {
      sqlite.exec('pragma journal_mode = wal');
    });
    sqlite.exec('pragma synchronous = full');
  } catch (error) {
    sqlite.close();
    throw error;
  }
  const config = { database: asKyselyDatabase(sqlite) };
  const base = new SqliteDialect(config);
  return {
    createDriver: (): Driver => new PatientDriver(config),
    createAdapter: () => new TransactionalAdapter(),
    createQueryCompiler: () => base.createQueryCompiler(),
    createIntrospector: (database) => base.createIntrospector(database),
  };
}
