import { afterAll, beforeAll, expect, it } from 'vitest';
import { LinksClient, codeOf } from '../../support/links-client.ts';
import { openCluster, type Cluster } from '../../support/nodes/cluster.ts';
import { databases, type TestDatabase } from '../../support/postgres.ts';
import { beginJourney, personaOf, walkThrough } from '../../support/walk.ts';

const postgres = databases.find(({ name }) => name === 'postgres');
if (postgres === undefined) throw new Error('two nodes need PostgreSQL');

const persona = 'kanri-hanako';
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

it('a session that was opened at one node goes on at the other, and a link ended there has ended here', async () => {
  const journey = await beginJourney(cluster.world, { personaId: persona });
  const { location } = await walkThrough(journey);
  const { tokens } = await journey.tpp.finish(location, journey.started);
  const read = () => journey.tpp.read('/resources/v1/accounts', tokens.access_token, journey.started.dpop);
  expect((await read()).status).toBe(200);

  const before = cluster.taken.length;
  const client = await LinksClient.loggedIn(cluster.world, persona);
  const [link] = (await client.list()).links;
  const again = await client.list();
  expect(again.links.map(({ id }) => id)).toEqual([link?.id]);
  await client.revoke(link?.id ?? '');
  const taken = cluster.taken.slice(before);
  expect(taken.length).toBeGreaterThan(5);
  // Never the same node twice in a row: nothing was sticky.
  expect(taken.filter((node, index) => node === taken[index - 1])).toEqual([]);
  expect([(await read()).status, (await read()).status]).toEqual([401, 401]);

  // Ended at one of the two, it has ended at both.
  const { cookie } = client;
  expect((await client.send({ kind: 'close' })).status).toBe(204);
  client.app.cookies.keep([`__Secure-renkei-links=${cookie}; Path=/links`]);
  expect([await codeOf(client.list()), await codeOf(client.list())]).toEqual([
    'authorization.timed-out',
    'authorization.timed-out',
  ]);
  await Promise.all([client.close(), journey.close()]);
});

it('goes on after the node it began at was killed', async () => {
  const client = await LinksClient.loggedIn(cluster.world, persona);
  await cluster.kill('one');
  expect((await client.list()).links.length).toBeGreaterThan(0);
  const late = await LinksClient.loggedIn(cluster.world, persona);
  expect(late.step('open').member.name).toBe(personaOf(cluster.world, persona).name);
  await Promise.all([client.close(), late.close()]);
});
