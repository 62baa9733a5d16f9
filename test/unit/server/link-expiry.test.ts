import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAudit } from '../../../server/audit/audit.ts';
import { readTrail } from '../../../server/audit/read-trail.ts';
import { seedBank } from '../../../server/bank/seed.ts';
import { expireLinks } from '../../../server/links/expire.ts';
import { createLogger } from '../../../server/operations/logger.ts';
import { openDatabase, type Database } from '../../../server/storage/database.ts';
import { standingClock } from './clock.ts';
import { smallBank } from './small-bank.ts';

const day = 86_400_000;
let database: Database;
const clock = standingClock('2026-07-08T01:30:00Z');

beforeEach(async () => {
  database = await openDatabase(':memory:');
  await seedBank(database, smallBank());
});
afterEach(() => database.destroy());

async function addLink(grantId: string, status: 'pending' | 'active' | 'ended', endsOn: string): Promise<void> {
  await database
    .insertInto('flows')
    .values({
      id: grantId,
      cid: grantId,
      par_id: grantId,
      client_id: 'mirai',
      request_json: '{}',
      state_json: '{}',
      revision: 0,
      extensions_used: 0,
      ends_at: 0,
      seal_json: null,
      ticket_hash: null,
      created_at: 0,
    })
    .execute();
  await database
    .insertInto('links')
    .values({
      grant_id: grantId,
      flow_id: grantId,
      member_id: 'taro',
      client_id: 'mirai',
      status,
      permissions_json: '[]',
      ends_on: endsOn,
      intent_version: '1',
      decided_at: 0,
      ended_at: null,
    })
    .execute();
}

it('a link ends with its last day in Japan, once, and the trail says so', async () => {
  await addLink('g-stands', 'active', '2026-07-09');
  await addLink('g-over-before', 'ended', '2026-01-01');
  await addLink('g-never-fetched', 'pending', '2026-01-01');
  const audit = createAudit({ database, clock, log: createLogger('silent') });
  const status = async () =>
    Object.fromEntries(
      (await database.selectFrom('links').select(['grant_id', 'status']).execute()).map((row) => [
        row.grant_id,
        row.status,
      ]),
    );

  expect(await expireLinks(database, audit, clock.now())).toBe(0);
  clock.forward(day); // the 9th in Japan: its last day
  expect(await expireLinks(database, audit, clock.now())).toBe(0);
  clock.forward(day);
  expect(await expireLinks(database, audit, clock.now())).toBe(1);
  expect(await expireLinks(database, audit, clock.now())).toBe(0);
  expect(await status()).toEqual({ 'g-stands': 'ended', 'g-over-before': 'ended', 'g-never-fetched': 'pending' });

  const entries = [];
  for await (const entry of readTrail(database)) entries.push(entry);
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({ kind: 'link.expired', actor: 'server', subject: 'link:g-stands' });
  expect(JSON.parse(entries[0]?.data ?? '')).toEqual({ tpp: 'mirai', endsOn: '2026-07-09' });
});
