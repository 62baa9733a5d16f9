import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Database } from '../storage/database.ts';
import { migrations } from '../storage/migrations.ts';

export type Readiness = {
  readonly ready: boolean;
  readonly checks: Readonly<Record<'serving' | 'database' | 'migrations' | 'keys', 'ok' | 'failed'>>;
};

export type ReadinessOptions = {
  readonly database: Database;
  /** Signing and cookie keys can be read. */
  readonly keysLoaded: () => Promise<boolean>;
  /** Says so while the server stops: nothing new should come. */
  readonly isStopping: () => boolean;
  /** Milliseconds after which no answer is a failure. */
  readonly patience?: number;
};

async function migrationsCurrent(database: Database): Promise<boolean> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  return (await migrator.getMigrations()).every(({ executedAt }) => executedAt !== undefined);
}

/** Whether this node should get requests now. Never throws: what cannot be found out has failed. */
export async function readiness(options: ReadinessOptions): Promise<Readiness> {
  const { database, patience = 2_000 } = options;
  const [answers, migrated, keys] = await Promise.all([
    holds(patience, async () => {
      await sql`select 1`.execute(database);
      return true;
    }),
    holds(patience, () => migrationsCurrent(database)),
    holds(patience, options.keysLoaded),
  ]);
  const say = (good: boolean): 'ok' | 'failed' => (good ? 'ok' : 'failed');
  const serving = !options.isStopping();
  return {
    ready: serving && answers && migrated && keys,
    checks: { serving: say(serving), database: say(answers), migrations: say(migrated), keys: say(keys) },
  };
}

async function holds(patience: number, check: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patience);
  });
  try {
    return await Promise.race([check().catch(() => false), late]);
  } finally {
    clearTimeout(timer);
  }
}
