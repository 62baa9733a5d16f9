import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAdapter, deleteExpired } from '../../../server/authorization/adapter.ts';
import { seedBank } from '../../../server/bank/seed.ts';
import {
  findFlow,
  flowsKeptFor,
  forgetEndedFlows,
  forgetOldFlows,
  openFlow,
} from '../../../server/consent/flow-store.ts';
import { doChores, storageChores } from '../../../server/housekeeping.ts';
import { recordLink } from '../../../server/links/links.ts';
import { deleteInBatches } from '../../../server/storage/batches.ts';
import { openDatabase, type Database } from '../../../server/storage/database.ts';
import { pino } from 'pino';
import { databases, type TestDatabase } from '../../support/postgres.ts';
import { newFlow } from '../../support/storage/races.ts';
import { standingClock } from '../../unit/server/clock.ts';
import { smallBank } from '../../unit/server/small-bank.ts';

describe.each(databases)('what is swept, on $name', ({ create }) => {
  let test: TestDatabase;
  let database: Database;
  let clock: ReturnType<typeof standingClock>;
  beforeEach(async () => {
    test = await create();
    database = await openDatabase(test.location);
    clock = standingClock();
  });
  afterEach(async () => {
    await database.destroy();
    await test.drop();
  });

  const now = (): number => clock.now().getTime();
  const left = async (table: 'oidc' | 'flows'): Promise<number> =>
    (
      await database
        .selectFrom(table)
        .select(sql`1`.as('one'))
        .execute()
    ).length;

  async function fill(count: number): Promise<void> {
    const rows = Array.from({ length: count }, (_, n) => ({
      model: 'AccessToken',
      id: `t${String(n)}`,
      payload_json: '{}',
      grant_id: null,
      uid: null,
      expires_at: now(),
      consumed_at: null,
    }));
    await database.insertInto('oidc').values(rows).execute();
  }

  it('are expired records, all of them though a batch is smaller, and no other', async () => {
    await fill(1203);
    await createAdapter(database, clock, 'AccessToken').upsert('living', {}, 1);
    const forEver = { model: 'Grant', id: 'for ever', payload_json: '{}', grant_id: null, uid: null };
    await database
      .insertInto('oidc')
      .values({ ...forEver, expires_at: null, consumed_at: null })
      .execute();
    expect(await deleteExpired(database, now())).toBe(1203);
    expect(await left('oidc')).toBe(2);
    expect(await deleteExpired(database, now())).toBe(0);
  });

  it('by two at once: each row by one of them, and neither fails', async () => {
    await fill(1000);
    const other = await openDatabase(test.location);
    const sweep = { table: 'oidc', key: ['model', 'id'], where: sql<boolean>`expires_at <= ${now()}` } as const;
    const counts = await Promise.all([deleteInBatches(database, sweep, 50), deleteInBatches(other, sweep, 50)]);
    await other.destroy();
    const rest = await deleteExpired(database, now());
    expect(counts[0] + counts[1] + rest).toBe(1000);
    expect(await left('oidc')).toBe(0);
  });

  it('the key of a flow at its end, its record a month later, unless it led to a link', async () => {
    await seedBank(database, smallBank());
    const endsAt = now() + 600_000;
    for (const cid of ['linked', 'left'])
      await openFlow(database, { ...newFlow(cid, cid), now: now(), endsAt, ticket: () => cid });
    const { id } = await database
      .selectFrom('flows')
      .select('id')
      .where('cid', '=', 'linked')
      .executeTakeFirstOrThrow();
    const link = { memberId: 'taro', clientId: 'mirai', permissions: [], endsOn: '2999-01-01', intentVersion: '1' };
    await recordLink(database, { ...link, grantId: 'g', flowId: id, decidedAt: now() });

    clock.forward(599_999);
    await forgetEndedFlows(database, now());
    expect((await findFlow(database, 'left'))?.seal).not.toBeNull();
    clock.forward(1);
    await forgetEndedFlows(database, now());
    expect((await findFlow(database, 'left'))?.seal).toBeNull();

    clock.forward(flowsKeptFor - 1);
    expect(await forgetOldFlows(database, now())).toBe(0);
    clock.forward(1);
    expect(await forgetOldFlows(database, now())).toBe(1);
    expect(await findFlow(database, 'left')).toBeUndefined();
    expect(await findFlow(database, 'linked')).toBeDefined();
  });

  it('although one chore fails', async () => {
    await fill(3);
    const failures: string[] = [];
    const log = pino({ base: null }, { write: (line: string) => void failures.push(line) });
    const broken = { name: 'broken', run: () => Promise.reject(new Error('out of order')) };
    await doChores([broken, ...storageChores(database)], clock, log);
    expect(await left('oidc')).toBe(0);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain('"chore":"broken"');
  });
});
