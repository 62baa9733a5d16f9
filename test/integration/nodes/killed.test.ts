import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCluster, type Cluster } from '../../support/nodes/cluster.ts';
import { databases, type TestDatabase } from '../../support/postgres.ts';
import { until } from '../../support/until.ts';
import { beginJourney, move, walkThrough, walkTo, type Journey } from '../../support/walk.ts';

const sqlite = databases.find(({ name }) => name === 'sqlite');
if (sqlite === undefined) throw new Error('there is no SQLite');

let test: TestDatabase;
let cluster: Cluster;
beforeAll(async () => {
  test = await sqlite.create();
  cluster = await openCluster(test.location, ['only']);
});
afterAll(async () => {
  await cluster.close();
  await test.drop();
});

/** kill -9, and a new process on the same file. */
async function killAndRestart(): Promise<void> {
  await cluster.kill('only');
  await cluster.start('only');
}

const read = (journey: Journey, token: string) =>
  journey.tpp.read('/resources/v1/accounts', token, journey.started.dpop);

describe('kill -9 of a single node on SQLite', { timeout: 180_000 }, () => {
  it('after each answered command: the flow goes on from there, and nothing of it is lost', async () => {
    const journey = await beginJourney(cluster.world, { personaId: 'koza-tami' });
    const { app, persona } = journey;
    const walked: string[] = [];
    for (;;) {
      const { revision, step } = app.snapshot;
      walked.push(step.kind);
      await killAndRestart();
      await app.reload();
      expect(app.snapshot).toMatchObject({ revision, step: { kind: step.kind } });
      const place = await move(app, persona);
      if (place.kind === 'step') continue;

      await killAndRestart();
      const { tokens, details } = await journey.tpp.finish(place.location, journey.started);
      expect(details[0]?.permissions.length).toBeGreaterThan(0);
      await killAndRestart();
      expect((await read(journey, tokens.access_token)).status).toBe(200);
      break;
    }
    expect(walked).toEqual(['certificate', 'password', 'services', 'inquiryPin', 'inquiryPinResult', 'consent']);
    await journey.close();
  });

  const steps = ['services', 'inquiryPin', 'inquiryPinResult'] as const;

  it('while a command is being carried out: it was carried out whole or not at all, and the flow goes on', async () => {
    const journey = await beginJourney(cluster.world, { personaId: 'koza-tami' });
    const { app, persona } = journey;
    for (const step of steps) {
      await walkTo(journey, step);
      const { revision } = app.snapshot;
      const connections = cluster.taken.length;
      const command = move(app, persona).catch(() => undefined);
      // The command is at the node; how far it gets there nobody knows.
      await until(() => cluster.taken.length > connections);
      await Promise.all([cluster.kill('only'), command]);
      await cluster.start('only');
      await app.reload();
      const moved = app.snapshot.revision - revision;
      expect([0, 1]).toContain(moved);
      expect(app.snapshot.step.kind === step).toBe(moved === 0);
      if (moved === 0) await move(app, persona);
    }
    const { location } = await walkThrough(journey);
    expect((await journey.tpp.finish(location, journey.started)).details).toHaveLength(1);
    await journey.close();
  });

  it('as soon as a command is stored, whether its answer arrived or not: the flow stands after the command', async () => {
    const journey = await beginJourney(cluster.world, { personaId: 'koza-tami' });
    const { app, persona } = journey;
    for (const step of steps) {
      await walkTo(journey, step);
      const { flow, revision } = app.snapshot;
      const command = move(app, persona).catch(() => undefined);
      const stored = () =>
        cluster.database.selectFrom('flows').select('revision').where('id', '=', flow).executeTakeFirstOrThrow();
      await until(async () => (await stored()).revision > revision);
      await Promise.all([cluster.kill('only'), command]);
      await cluster.start('only');
      await app.reload();
      expect(app.snapshot.revision).toBe(revision + 1);
      expect(app.snapshot.step.kind).not.toBe(step);
    }
    const { location } = await walkThrough(journey);
    expect((await journey.tpp.finish(location, journey.started)).details).toHaveLength(1);
    await journey.close();
  });

  it('keeps what was used: nothing can be used again after it', async () => {
    const journey = await beginJourney(cluster.world, { personaId: 'kanri-hanako' });
    const { location } = await walkThrough(journey);
    const { tokens } = await journey.tpp.finish(location, journey.started);
    await killAndRestart();
    expect((await read(journey, tokens.access_token)).status).toBe(200);
    const late = await beginJourney(cluster.world, { personaId: 'kanri-hanako' });
    await expect(late.app.open(journey.started.url.searchParams)).rejects.toMatchObject({
      problem: { code: 'authorization.used' },
    });
    await expect(journey.tpp.finish(location, journey.started)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect((await read(journey, tokens.access_token)).status).toBe(401);
    await Promise.all([journey.close(), late.close()]);
  });

  it('counts tries across it', async () => {
    const journey = await beginJourney(cluster.world, { personaId: 'sekkei-jiro' });
    await walkTo(journey, 'password');
    await expect(journey.app.submitPassword('Wrong2026')).rejects.toMatchObject({ problem: { triesLeft: 5 } });
    await killAndRestart();
    await journey.app.reload();
    await expect(journey.app.submitPassword('Wrong2026')).rejects.toMatchObject({ problem: { triesLeft: 4 } });
    await journey.close();
  });
});
