import { sql } from 'kysely';
import * as oauth from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCluster, type Cluster } from '../../support/nodes/cluster.ts';
import { databases, type TestDatabase } from '../../support/postgres.ts';
import { until } from '../../support/until.ts';
import { beginJourney, move, walkThrough, walkTo, type Journey } from '../../support/walk.ts';

const postgres = databases.find(({ name }) => name === 'postgres');
if (postgres === undefined) throw new Error('two nodes need PostgreSQL');

let test: TestDatabase;
let cluster: Cluster;
beforeAll(async () => {
  test = await postgres.create();
  cluster = await openCluster(test.location, ['one', 'two']);
});
afterAll(async () => {
  await cluster.close();
  await test.drop();
});

const accounts = '/resources/v1/accounts';

/** Connections taken meanwhile; with one request to a connection that is: who answered which request. */
async function takenDuring(work: () => Promise<void>): Promise<readonly string[]> {
  const before = cluster.taken.length;
  await work();
  return cluster.taken.slice(before);
}

async function finish(journey: Journey, location: URL) {
  const granted = await journey.tpp.finish(location, journey.started);
  const read = () => journey.tpp.read(accounts, granted.tokens.access_token, journey.started.dpop);
  return { ...granted, read };
}

describe('two nodes on one PostgreSQL, every request to the other node', () => {
  it.each([
    ['keiri-taro', 'kaikei-mirai'],
    ['kanri-hanako', 'shikin-navi'],
    ['koza-tami', 'kaikei-mirai'],
  ])('%s permits %s, which reads and refreshes', async (personaId, clientId) => {
    const taken = await takenDuring(async () => {
      const journey = await beginJourney(cluster.world, { personaId, clientId });
      const { location } = await walkThrough(journey);
      expect(location.searchParams.get('iss')).toBe(cluster.world.issuer);
      const { tokens, read } = await finish(journey, location);
      expect((await read()).status).toBe(200);
      expect((await read()).status).toBe(200);

      const { configuration } = journey.tpp;
      const dpop = { DPoP: journey.started.dpop };
      const renewed = await oauth.refreshTokenGrant(configuration, tokens.refresh_token ?? '', undefined, dpop);
      const { status } = await journey.tpp.read(accounts, renewed.access_token, journey.started.dpop);
      expect(status).toBe(200);
      const seen = await oauth.tokenIntrospection(configuration, renewed.access_token);
      expect(seen.active).toBe(true);
      await oauth.tokenRevocation(configuration, renewed.refresh_token ?? '');
      expect((await journey.tpp.read(accounts, renewed.access_token, journey.started.dpop)).status).toBe(401);
      await journey.close();
    });
    expect(taken.length).toBeGreaterThan(15);
    // Never the same node twice in a row: nothing was sticky.
    expect(taken.filter((node, index) => node === taken[index - 1])).toEqual([]);
  });

  it('publish the same keys', async () => {
    const journey = await beginJourney(cluster.world);
    const answers = [await journey.app.send('/jwks'), await journey.app.send('/jwks')];
    const kids = answers.map(({ text }) =>
      (JSON.parse(text) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid),
    );
    expect(kids[0]?.length).toBeGreaterThan(1);
    expect(kids[1]).toEqual(kids[0]);
    await journey.close();
  });

  it('refuse at one what was used at the other: request, code, command of an older revision', async () => {
    const journey = await beginJourney(cluster.world, { personaId: 'kanri-hanako' });
    const again = await beginJourney(cluster.world, { personaId: 'kanri-hanako' });
    await expect(again.app.open(journey.started.url.searchParams)).rejects.toMatchObject({
      problem: { code: 'authorization.used' },
    });
    await walkTo(journey, 'services');
    const { revision, step } = journey.app.snapshot;
    if (step.kind !== 'services') throw new Error('not at services');
    await journey.app.command({ kind: 'choose-services', permissions: step.chosen });
    await expect(
      journey.app.command({ kind: 'choose-services', permissions: step.chosen }, revision),
    ).rejects.toMatchObject({ problem: { code: 'flow.conflict' } });

    const { location } = await walkThrough(journey);
    const { read } = await finish(journey, location);
    expect((await read()).status).toBe(200);
    await expect(journey.tpp.finish(location, journey.started)).rejects.toMatchObject({ error: 'invalid_grant' });
    // The code was replayed: what it had given is gone at both nodes.
    expect([(await read()).status, (await read()).status]).toEqual([401, 401]);
    await Promise.all([journey.close(), again.close()]);
  });

  it('count wrong passwords together', async () => {
    const journey = await beginJourney(cluster.world, { personaId: 'sekkei-jiro' });
    await walkTo(journey, 'password');
    const left: (number | undefined)[] = [];
    const taken = await takenDuring(async () => {
      for (let n = 0; n < 6; n += 1) {
        const refused = await journey.app.submitPassword('Wrong2026').catch((error: unknown) => error);
        left.push((refused as { problem: { triesLeft?: number } }).problem.triesLeft);
      }
    });
    expect(left).toEqual([5, 4, 3, 2, 1, 0]);
    expect(new Set(taken)).toEqual(new Set(['one', 'two']));
    await journey.app.reload();
    expect(journey.app.step('stopped').code).toBe('login.locked');
    await journey.close();
  });
});

describe('one of two nodes is killed', { timeout: 180_000 }, () => {
  const steps = ['certificate', 'password', 'services', 'inquiryPin', 'inquiryPinResult', 'consent'] as const;

  it('while a flow stands at any step, and the flow is finished by the other one', async () => {
    const journeys: Journey[] = [];
    for (const step of steps) {
      const journey = await beginJourney(cluster.world, { personaId: 'koza-tami' });
      journeys.push(journey);
      await walkTo(journey, step);
    }
    await cluster.kill('one');
    for (const journey of journeys) {
      await journey.app.reload();
      const { location } = await walkThrough(journey);
      const { read } = await finish(journey, location);
      expect((await read()).status).toBe(200);
      await journey.close();
    }
    await cluster.start('one');
  });

  it('again and again between the steps of one flow, each time the other one', async () => {
    const journey = await beginJourney(cluster.world, { personaId: 'koza-tami' });
    let victim = 'two';
    for (const step of steps) {
      await walkTo(journey, step);
      await cluster.kill(victim);
      await journey.app.reload();
      expect(journey.app.snapshot.step.kind).toBe(step);
      await cluster.start(victim);
      victim = victim === 'one' ? 'two' : 'one';
    }
    const { location } = await walkThrough(journey);
    await cluster.kill(victim);
    const { read } = await finish(journey, location);
    expect((await read()).status).toBe(200);
    await cluster.start(victim);
    expect((await read()).status).toBe(200);
    await journey.close();
  });

  it('while it is carrying out a command, and the flow goes on at the other one', async () => {
    const journey = await beginJourney(cluster.world, { personaId: 'kanri-hanako' });
    const { app, persona } = journey;
    await walkTo(journey, 'services');
    for (const kind of ['choose', 'back', 'choose', 'back'] as const) {
      const { revision, step } = app.snapshot;
      const send = () => (kind === 'back' ? app.command({ kind }) : move(app, persona));
      const connections = cluster.taken.length;
      const command = send().catch(() => undefined);
      // It is at the node; how far it gets there nobody knows.
      await until(() => cluster.taken.length > connections);
      const victim = cluster.taken[connections] ?? '';
      await Promise.all([cluster.kill(victim), command]);
      await app.reload();
      const moved = app.snapshot.revision - revision;
      expect([0, 1]).toContain(moved);
      expect(app.snapshot.step.kind === step.kind).toBe(moved === 0);
      if (moved === 0) await send();
      await cluster.start(victim);
    }
    const { location } = await walkThrough(journey);
    expect((await finish(journey, location)).details).toHaveLength(1);
    await journey.close();
  });

  it('with nothing in the logs of either that looks like a fault', async () => {
    const lines = (await cluster.logs())
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { level: number });
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
  });
});

describe('the database ends every connection', () => {
  it('and both nodes go on with new ones', async () => {
    const journey = await beginJourney(cluster.world, { personaId: 'koza-tami' });
    await walkTo(journey, 'services');
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(cluster.database);
    // A request that meets a connection of before fails; after it that connection is no longer there.
    await until(() =>
      journey.app.reload().then(
        () => true,
        () => false,
      ),
    );
    await until(() =>
      walkThrough(journey).then(
        async ({ location }) => (await finish(journey, location)).details.length === 1,
        () => journey.app.reload().then(() => false),
      ),
    );
    await journey.close();
  });
});
