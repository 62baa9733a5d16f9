import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAdapter } from '../../../server/authorization/adapter.ts';
import { seedBank } from '../../../server/bank/seed.ts';
import { systemClock } from '../../../server/clock.ts';
import { openFlow } from '../../../server/consent/flow-store.ts';
import { activateLink, recordLink } from '../../../server/links/links.ts';
import { openDatabase, type Database } from '../../../server/storage/database.ts';
import { databases, type TestDatabase } from '../../support/postgres.ts';
import { newFlow, races, type RaceName } from '../../support/storage/races.ts';
import { runTogether } from '../../support/storage/two-processes.ts';
import { smallBank } from '../../unit/server/small-bank.ts';

/** Everything that the races are about, unused. */
async function prepare(database: Database, race: RaceName): Promise<void> {
  await seedBank(database, smallBank());
  for (const model of ['AuthorizationCode', 'RefreshToken', 'PushedAuthorizationRequest'])
    await createAdapter(database, systemClock, model).upsert('once', { grantId: 'grant', clientId: 'mirai' }, 60);
  if (race !== 'the opening of a request_uri') await openFlow(database, newFlow('raced', 'raced'));
  if (race !== 'a link that replaces the one before') return;
  for (const grantId of ['grant-old', 'grant-new']) {
    const flow = { ...newFlow(grantId, grantId), ticket: () => grantId };
    await openFlow(database, flow);
    const { id } = await database.selectFrom('flows').select('id').where('cid', '=', grantId).executeTakeFirstOrThrow();
    const shared = { memberId: 'taro', clientId: 'mirai', permissions: [], endsOn: '2999-01-01' };
    await recordLink(database, { ...shared, grantId, flowId: id, intentVersion: '1', decidedAt: 0 });
  }
  await activateLink(database, 'grant-old', 0);
}

describe.each(databases)('fifty uses at once, from two processes, on $name', ({ create }) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await create();
  });
  afterEach(() => test.drop());

  it.each(Object.keys(races) as RaceName[])('%s: exactly one counts', async (race) => {
    const database = await openDatabase(test.location);
    await prepare(database, race);
    await database.destroy();
    const won = await runTogether({ location: test.location, race, times: 25 });
    expect(won.reduce((sum, each) => sum + each, 0)).toBe(1);
  });
});

describe.each(databases)('four processes that start at once on an empty database, on $name', ({ create }) => {
  it('migrate it once', async () => {
    const test = await create();
    expect(await runTogether({ location: test.location, race: null, times: 1 }, 4)).toEqual([1, 1, 1, 1]);
    const database = await openDatabase(test.location);
    const tables = (await database.introspection.getTables()).map(({ name }) => name);
    expect(tables).toEqual(expect.arrayContaining(['oidc', 'flows', 'links', 'key_ring']));
    await database.destroy();
    await test.drop();
  });
});
