import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedBank } from '../../../server/bank/seed.ts';
import { openFlow } from '../../../server/consent/flow-store.ts';
import { activateLink, activeLink, endLink, findLink, recordLink } from '../../../server/links/links.ts';
import { openDatabase, type Database } from '../../../server/storage/database.ts';
import { databases, type TestDatabase } from '../../support/postgres.ts';
import { sealFor } from '../../support/small-box.ts';
import { smallBank } from '../../unit/server/small-bank.ts';

describe.each(databases)('連携, on $name', ({ create }) => {
  let test: TestDatabase;
  let database: Database;
  beforeEach(async () => {
    test = await create();
    database = await openDatabase(test.location);
    await seedBank(database, smallBank());
  });
  afterEach(async () => {
    await database.destroy();
    await test.drop();
  });

  async function record(grantId: string): Promise<void> {
    const request = { redirectUri: 'https://tpp.example.jp/callback', services: [], scope: '' };
    const shared = { clientId: 'mirai', request, now: 0, endsAt: 1, ticket: (id: string) => id, seal: sealFor };
    expect(await openFlow(database, { ...shared, cid: grantId, parId: grantId })).toBe(true);
    expect(await openFlow(database, { ...shared, cid: `${grantId}-again`, parId: grantId })).toBe(false);
    const flow = await database.selectFrom('flows').select('id').where('cid', '=', grantId).executeTakeFirstOrThrow();
    await recordLink(database, {
      grantId,
      flowId: flow.id,
      memberId: 'taro',
      clientId: 'mirai',
      permissions: [{ service: 'balance', accounts: ['account-a'] }],
      endsOn: '2026-10-06',
      intentVersion: '1',
      decidedAt: 0,
    });
  }
  const active = (today: string) => activeLink(database, 'taro', 'mirai', today);

  it('stands once the TPP has fetched its token, and then replaces the one before', async () => {
    await record('first');
    expect(await active('2026-07-08')).toBeUndefined();
    expect(await activateLink(database, 'first', 1)).toEqual([]);
    await record('second');
    expect((await active('2026-07-08'))?.grantId).toBe('first');
    expect(await activateLink(database, 'second', 2)).toEqual(['first']);
    expect((await active('2026-07-08'))?.grantId).toBe('second');
    expect((await findLink(database, 'first'))?.status).toBe('ended');
    expect(await activateLink(database, 'first', 3)).toEqual([]);
  });

  it('ends after its last day, or when it is ended', async () => {
    await record('first');
    await activateLink(database, 'first', 1);
    expect(await active('2026-10-06')).toBeDefined();
    expect(await active('2026-10-07')).toBeUndefined();
    await endLink(database, 'first', 2, { reason: 'revoked', by: 'tpp' });
    expect(await active('2026-07-08')).toBeUndefined();
  });

  it('is one, though two new ones are fetched at the same moment at two nodes', async () => {
    await record('before');
    await activateLink(database, 'before', 1);
    for (const grantId of ['one', 'two']) await record(grantId);
    const other = await openDatabase(test.location);
    const replaced = await Promise.all([activateLink(database, 'one', 2), activateLink(other, 'two', 2)]);
    await other.destroy();
    const rows = await database.selectFrom('links').select(['grant_id', 'status']).orderBy('grant_id').execute();
    const active = rows.filter(({ status }) => status === 'active').map(({ grant_id }) => grant_id);
    expect(active).toHaveLength(1);
    expect(rows.filter(({ status }) => status === 'pending')).toEqual([]);
    // Each of the two that do not stand was replaced by exactly one of the others.
    expect([...replaced.flat(), ...active].toSorted()).toEqual(['before', 'one', 'two']);
  });
});
