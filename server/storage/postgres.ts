import { PostgresDialect, type Dialect } from 'kysely';
import { Pool, types } from 'pg';

/** `int8` as a plain number: times in milliseconds and amounts in yen stay far below 2^53. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a stored number is too large');
  return value;
}

export type PostgresOptions = {
  /** Connections of this node. */
  readonly connections?: number;
  /** Milliseconds after which the database gives up a statement; 0: never. Left out: 30 seconds. */
  readonly statementTimeout?: number;
  /** A connection that nobody was using broke (the database was restarted); the next query opens another one. */
  readonly onIdleError?: (error: Error) => void;
  /** Is given a look at the pool, for whoever counts. */
  readonly onPool?: (state: () => PoolState) => void;
};

export type PoolState = { readonly total: number; readonly idle: number; readonly waiting: number };

/** A pool of connections to the database that `url` names; `Kysely.destroy` ends it. */
export function postgresDialect(url: string, options: PostgresOptions = {}): Dialect {
  const { connections = 10, statementTimeout = 30_000, onIdleError, onPool } = options;
  const pool = new Pool({
    connectionString: url,
    max: connections,
    application_name: 'renkei',
    // A database that cannot be reached, or hangs, becomes an error and not a request that never ends.
    connectionTimeoutMillis: 10_000,
    statement_timeout: statementTimeout,
    // For a database that no longer even says so; a little longer, so that its own word comes first.
    query_timeout: statementTimeout * 2,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    types: {
      // The library's own table, but for one type; changing it globally would change it for others.
      getTypeParser: (id: Parameters<typeof types.getTypeParser>[0], format?: 'text' | 'binary'): unknown =>
        id === types.builtins.INT8 && format !== 'binary' ? safeInteger : types.getTypeParser(id, format),
    },
  });
  pool.on('error', (error) => onIdleError?.(error));
  onPool?.(() => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }));
  return new PostgresDialect({ pool });
}
