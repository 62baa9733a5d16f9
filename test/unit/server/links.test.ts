import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedBank } from '../../../server/bank/seed.ts';
import { openFlow } from '../../../server/consent/flow-store.ts';
import { activateLink, activeLink, endLink, findLink, recordLink } from '../../../server/links/links.ts';
import { endOfDay, japanDate, lastDay } from '../../../server/links/term.ts';
import { openDatabase, type Database } from '../../../server/storage/database.ts';
import { smallBank } from './small-bank.ts';

describe('how long a link lasts', () => {
  it('counts days in Japan', () => {
    expect(japanDate(new Date('2026-07-07T14:59:59Z'))).toBe('2026-07-07');
    expect(japanDate(new Date('2026-07-07T15:00:00Z'))).toBe('2026-07-08');
    expect(lastDay(new Date('2026-07-07T15:00:00Z'), 90)).toBe('2026-10-06');
    expect(lastDay(new Date('2028-02-28T16:00:00Z'), 1)).toBe('2028-03-01');
    expect(endOfDay('2026-10-06').toISOString()).toBe('2026-10-06T15:00:00.000Z');
  });
});

describe('連携', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openDatabase(':memory:');
    await seedBank(database, smallBank());
  });
  afterEach(() => database.destroy());

  async function record(grantId: string): Promise<void> {
    const request = { redirectUri: 'https://tpp.example.jp/callback', services: [], scope: '' };
    const shared = { clientId: 'mirai', request, now: 0, endsAt: 1, ticket: (id: string) => id };
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
    await endLink(database, 'first', 2);
    expect(await active('2026-07-08')).toBeUndefined();
  });
});
