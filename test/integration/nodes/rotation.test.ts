import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSecretBox } from '../../../server/keys/master-key.ts';
import { rotateKeysIfDue } from '../../../server/keys/ring.ts';
import { startWorld, type World } from '../../../server/mock/world.ts';
import { openBalancer, type Balancer } from '../../support/nodes/balancer.ts';
import { freePorts, originsAt, places, portsOf, type Place } from '../../support/nodes/places.ts';
import { databases, type TestDatabase } from '../../support/postgres.ts';
import type { ReachedWorld } from '../../support/reached-world.ts';
import { beginJourney, walkThrough, walkTo, type Journey } from '../../support/walk.ts';
import { movableClock } from '../../support/world.ts';

describe.each(databases)('two nodes while the keys rotate, on $name', ({ create }) => {
  const clock = movableClock();
  let home: string;
  let test: TestDatabase;
  let balancer: Balancer<Place>;
  let nodes: World[];
  let world: ReachedWorld;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'renkei-rotation-'));
    test = await create();
    balancer = await openBalancer(places);
    const origins = originsAt(balancer.ports);
    nodes = [];
    for (const name of ['one', 'two']) {
      const node = await startWorld({ home, database: test.location, origins, ports: freePorts, clock });
      balancer.add(name, portsOf(node.listensAt));
      nodes.push(node);
    }
    const [one] = nodes;
    if (one === undefined) throw new Error('no node was started');
    world = { ...one, freshConnections: true };
  });
  afterAll(async () => {
    await balancer.close();
    for (const node of nodes) await node.close();
    await test.drop();
    await rm(home, { recursive: true, force: true });
  });

  /** The published keys, from one node and from the other. */
  async function published(journey: Journey): Promise<readonly [jose.JSONWebKeySet, jose.JSONWebKeySet]> {
    const read = async () => JSON.parse((await journey.app.send('/jwks')).text) as jose.JSONWebKeySet;
    return [await read(), await read()];
  }

  async function idTokenOf(journey: Journey): Promise<string> {
    const { location } = await walkThrough(journey);
    const { tokens } = await journey.tpp.finish(location, journey.started);
    return tokens.id_token ?? '';
  }

  it('a flow goes through it, and what was signed before can still be verified', async () => {
    const early = await beginJourney(world, { personaId: 'kanri-hanako' });
    const before = await idTokenOf(early);
    const atCertificate = await beginJourney(world, { personaId: 'kanri-hanako' });
    const atServices = await beginJourney(world, { personaId: 'kanri-hanako' });
    await walkTo(atServices, 'services');

    const [one] = nodes;
    if (one === undefined) throw new Error('no node was started');
    const box = await openSecretBox({ file: join(home, 'master.key') });
    await rotateKeysIfDue({ database: one.database, box, clock, force: true });
    // Not in a day, as it would be, but in a minute.
    const soon = clock.now().getTime() + 60_000;
    await one.database.updateTable('key_ring').set({ active_from: soon }).where('generation', '=', 2).execute();
    clock.forward(2);

    for (const journey of [atServices, atCertificate]) {
      await journey.app.reload(); // cookies under the old key
      const after = await idTokenOf(journey);
      const [keys, same] = await published(journey);
      expect(same).toEqual(keys);
      const verify = jose.createLocalJWKSet(keys);
      for (const token of [before, after]) await jose.jwtVerify(token, verify, { issuer: world.issuer });
      const [first, second] = [before, after].map((token) => jose.decodeProtectedHeader(token).kid);
      expect(second).not.toBe(first);
      expect(keys.keys.filter(({ alg }) => alg === 'ES256').map(({ kid }) => kid)).toEqual([second, first]);
      expect(keys.keys.some((key) => 'd' in key || 'p' in key)).toBe(false);
      await journey.close();
    }
    await early.close();
    expect(new Set(balancer.taken)).toEqual(new Set(['one', 'two']));
  });
});
