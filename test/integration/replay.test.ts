import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../../server/contract/problem.ts';
import type { Exchange } from '../../server/mock/record.ts';
import { personaIdentity, type Identity } from '../support/app-client.ts';
import { resend } from '../support/resend.ts';
import { beginJourney, walkThrough, walkTo } from '../support/walk.ts';
import { openTestWorld, type TestWorld } from '../support/world.ts';

let test: TestWorld;
let traffic: readonly Exchange[];
let identity: Identity;
let accessToken: string;

beforeAll(async () => {
  test = await openTestWorld();
  identity = await personaIdentity(test.world, 'keiri-taro');
  const journey = await beginJourney(test.world);
  const { location } = await walkThrough(journey);
  const { tokens } = await journey.tpp.finish(location, journey.started);
  accessToken = tokens.access_token;
  expect((await journey.tpp.read('/resources/v1/accounts', accessToken, journey.started.dpop)).status).toBe(200);
  await journey.close();
  traffic = [...test.recorded];
});
afterAll(() => test.close());

const find = (method: string, path: RegExp): readonly Exchange[] => {
  const found = traffic.filter(
    (exchange) => exchange.method === method && path.test(new URL(exchange.url).pathname) && exchange.status < 400,
  );
  expect(found.length).toBeGreaterThan(0);
  return found;
};

const links = async (): Promise<unknown> => test.world.database.selectFrom('links').selectAll().execute();

async function expectRefused(exchanges: readonly Exchange[]): Promise<void> {
  const before = await links();
  for (const exchange of exchanges) {
    const answer = await resend(test.world, exchange, identity);
    expect([exchange.method, exchange.url, answer.status >= 400, answer.status]).toEqual([
      exchange.method,
      exchange.url,
      true,
      answer.status,
    ]);
    expect(answer.status).toBeLessThan(500);
  }
  expect(await links()).toEqual(before);
}

describe('recorded traffic sent again, with the same cookies and the same certificate', () => {
  it('holds no secret of the customer, although it was seen inside TLS', () => {
    const everything = JSON.stringify(traffic.filter(({ url }) => !url.includes('/resources/')));
    expect(everything).not.toContain('Sakura2026');
    for (const pin of ['2448', '3305']) expect(everything).not.toMatch(new RegExp(`[":]${pin}["\\\\]`));
  });

  it('pushed authorization request: the client assertion was used', () =>
    expectRefused(find('POST', /^\/request$|\/par$/)));

  it('authorization request: the request_uri was used', () => expectRefused(find('GET', /^\/authorize$/)));

  it('resumed authorization: the interaction is over', () => expectRefused(find('GET', /^\/authorize\/.+/)));

  it('steps and commands: the flow is over', async () => {
    await expectRefused(find('GET', /^\/interaction\/[^/]+$/));
    await expectRefused(find('POST', /^\/interaction\/.+\/commands$/));
  });

  it('certificate: the ticket is over', () => expectRefused(find('POST', /^\/certificate$/)));

  it('resource request: the DPoP proof was used', () => expectRefused(find('GET', /^\/resources\//)));

  it('code: the client assertion was used', () => expectRefused(find('POST', /^\/token$/)));
});

describe('a command sent again while its flow goes on', () => {
  it('is stale, and a wrong password does not cost a second try', async () => {
    const journey = await beginJourney(test.world, { personaId: 'kanri-hanako' });
    const { app } = journey;
    await walkTo(journey, 'password');
    await expect(app.submitPassword('Wrong2026')).rejects.toMatchObject({ problem: { triesLeft: 5 } });
    const wrong = test.recorded.findLast(({ url }) => url.endsWith('/commands'));
    if (!wrong) throw new Error('nothing recorded');
    const answer = await resend(test.world, wrong, null);
    expect([answer.status, problemSchema.parse(JSON.parse(answer.text)).code]).toEqual([409, 'flow.conflict']);
    await app.reload();
    expect(app.step('password').triesLeft).toBe(5);
    await journey.close();
  });
});

describe('a code presented twice by its own TPP', () => {
  it('ends the access it had given', async () => {
    const journey = await beginJourney(test.world, { personaId: 'kanri-hanako' });
    const { location } = await walkThrough(journey);
    const { tokens } = await journey.tpp.finish(location, journey.started);
    const read = () => journey.tpp.read('/resources/v1/accounts', tokens.access_token, journey.started.dpop);
    expect((await read()).status).toBe(200);
    await expect(journey.tpp.finish(location, journey.started)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect((await read()).status).toBe(401);
    await journey.close();
  });

  it('is worth nothing after a minute, or to another TPP', async () => {
    const journey = await beginJourney(test.world, { clientId: 'shikin-navi', personaId: 'kanri-hanako' });
    const { location } = await walkThrough(journey);
    const other = await beginJourney(test.world, { clientId: 'kaikei-mirai', personaId: 'kanri-hanako' });
    await expect(other.tpp.finish(location, journey.started)).rejects.toThrow();
    test.clock.forward(2);
    await expect(journey.tpp.finish(location, journey.started)).rejects.toMatchObject({ error: 'invalid_grant' });
    await Promise.all([journey.close(), other.close()]);
  });
});
