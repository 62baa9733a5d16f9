import { join } from 'node:path';
import * as oauth from 'openid-client';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema, type Problem } from '../../server/contract/problem.ts';
import { snapshotSchema } from '../../server/contract/snapshot.ts';
import { ensureTppKey } from '../../server/mock/tpp/keys.ts';
import { AppClient, type Answer } from '../support/app-client.ts';
import { TppClient } from '../support/tpp-client.ts';
import { beginJourney, walkTo, type Journey } from '../support/walk.ts';
import { openTestWorld, type TestWorld } from '../support/world.ts';

let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld();
});
afterAll(() => test.close());

function problem(answer: Answer): Problem {
  expect(answer.headers['content-type']).toContain('application/problem+json');
  const parsed = problemSchema.parse(JSON.parse(answer.text));
  expect(parsed.status).toBe(answer.status);
  expect(parsed.reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  return parsed;
}

const authorize = (query: Record<string, string>): string => `/authorize?${new URLSearchParams(query).toString()}`;

describe('opening an authorization request', () => {
  let app: AppClient;
  let tpp: TppClient;
  beforeAll(async () => {
    app = new AppClient({ world: test.world, identity: null });
    tpp = await TppClient.open({ world: test.world, clientId: 'kaikei-mirai' });
  });
  afterAll(() => Promise.all([app.close(), tpp.close()]));

  const pushed = async (): Promise<Record<string, string>> => Object.fromEntries((await tpp.start()).url.searchParams);

  it('refuses a request_uri that was tampered with or never given out', async () => {
    const query = await pushed();
    for (const request_uri of [
      `${query['request_uri'] ?? ''}x`,
      'urn:ietf:params:oauth:request_uri:unknown',
      'x',
      '',
    ]) {
      const answer = await app.send(authorize({ ...query, request_uri }));
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(['authorization.expired', 'authorization.invalid']).toContain(problem(answer).code);
    }
  });

  it('refuses one that has expired', async () => {
    const query = await pushed();
    test.clock.forward(30);
    expect(problem(await app.send(authorize(query))).code).toBe('authorization.expired');
  });

  it('refuses one that was opened before', async () => {
    const query = await pushed();
    const first = new AppClient({ world: test.world, identity: null });
    await first.open(new URLSearchParams(query));
    expect(problem(await app.send(authorize(query))).code).toBe('authorization.used');
    await first.reload(); // the one who came first goes on
    await first.close();
  });

  it('opens for one of two who come at the same moment', async () => {
    const query = await pushed();
    const rivals = [0, 1].map(() => new AppClient({ world: test.world, identity: null }));
    const answers = await Promise.allSettled(rivals.map((rival) => rival.open(new URLSearchParams(query))));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await Promise.all(rivals.map((rival) => rival.close()));
  });

  it('refuses an unknown TPP, another TPP’s request, and parameters outside the pushed request', async () => {
    const query = await pushed();
    expect(problem(await app.send(authorize({ ...query, client_id: 'nobody' }))).code).toBe(
      'authorization.unknown-tpp',
    );
    const other = problem(await app.send(authorize({ ...query, client_id: 'shikin-navi' })));
    expect(other.code).toMatch(/^authorization\./);
    const plain = await app.send(
      authorize({ client_id: 'kaikei-mirai', response_type: 'code', redirect_uri: tpp.redirectUri, scope: 'openid' }),
    );
    expect(problem(plain).code).toBe('authorization.invalid');
  });

  it('turns a suspended TPP away, and its customer with it', async () => {
    const suspended = await TppClient.open({ world: test.world, clientId: 'keihi-raku' });
    await expect(suspended.start()).rejects.toThrow();
    await suspended.close();
    const query = { client_id: 'keihi-raku', request_uri: 'urn:ietf:params:oauth:request_uri:whatever1' };
    expect(problem(await app.send(authorize(query))).code).toMatch(/^authorization\.(tpp-suspended|expired)$/);
  });

  it('stops at once when the TPP is suspended half-way', async () => {
    const journey = await beginJourney(test.world, { clientId: 'shikin-navi', personaId: 'kanri-hanako' });
    const change = (suspended: 0 | 1) =>
      test.world.database.updateTable('tpps').set({ suspended }).where('client_id', '=', 'shikin-navi').execute();
    await change(1);
    await expect(journey.app.presentCertificate()).rejects.toMatchObject({
      problem: { code: 'authorization.tpp-suspended' },
    });
    await change(0);
    await journey.close();
  });

  it('shows a browser the launch page, as often as it likes, and does not use the request up', async () => {
    const query = await pushed();
    const dispatcher = new Agent({ connect: { ca: test.world.pki.serverCa.pem } });
    for (const origin of [test.world.issuer, test.world.pages, test.world.pages]) {
      const page = await request(`${origin}${authorize(query)}`, { dispatcher });
      expect(page.statusCode).toBe(200);
      expect(page.headers['content-security-policy']).toContain("default-src 'none'");
      expect(await page.body.text()).toContain('クラウド会計みらい');
    }
    await dispatcher.destroy();
    expect((await app.send(authorize(query))).status).toBe(303);
  });

  it('asks an app that is too old to renew itself', async () => {
    const old = new AppClient({ world: test.world, identity: null, version: '0.0.9' });
    expect(problem(await old.send(authorize(await pushed()))).code).toBe('environment.app-too-old');
    await old.close();
  });
});

describe('pushing an authorization request', () => {
  it('needs the TPP’s own key', async () => {
    const key = await ensureTppKey(join(test.world.home, 'tpp-keys'), 'shikin-navi');
    const thief = await TppClient.open({ world: test.world, clientId: 'kaikei-mirai', key });
    await expect(thief.start()).rejects.toMatchObject({ error: 'invalid_client' });
    await thief.close();
  });

  it('takes registered redirect URIs, PKCE with S256 and known services only', async () => {
    const tpp = await TppClient.open({ world: test.world, clientId: 'kaikei-mirai' });
    const details = (detail: object): string => JSON.stringify([{ type: 'corporate_account_access', ...detail }]);
    const wrong: Record<string, string>[] = [
      { redirect_uri: 'https://evil.example/callback' },
      { redirect_uri: `${tpp.redirectUri}/../elsewhere` },
      { code_challenge_method: 'plain' },
      { response_type: 'code id_token' },
      { authorization_details: '[{"type":"everything"}]' },
      { authorization_details: details({ services: ['gold'] }) },
      { authorization_details: details({ services: ['tax-payment'] }) },
      { authorization_details: details({ services: [] }) },
      { authorization_details: 'not json' },
      { authorization_details: '[]' },
    ];
    for (const overrides of wrong) {
      const outcome: unknown = await tpp.start({}, overrides).catch((error: unknown) => error);
      expect([overrides, outcome instanceof oauth.ResponseBodyError]).toEqual([overrides, true]);
    }
    await tpp.close();
  });
});

describe('the interaction API', () => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await beginJourney(test.world, { personaId: 'kanri-hanako' });
    await walkTo(journey, 'services');
  });
  afterAll(() => journey.close());

  const body = (changes: object = {}): object => ({
    flow: journey.app.snapshot.flow,
    revision: journey.app.snapshot.revision,
    command: { kind: 'extend' },
    ...changes,
  });

  it('answers a stale revision with a conflict and the present state', async () => {
    const { app } = journey;
    const answer = await app.post(body({ revision: app.snapshot.revision - 1 }));
    const refused = problem(answer);
    expect([answer.status, refused.code]).toEqual([409, 'flow.conflict']);
    expect(snapshotSchema.parse(refused.snapshot)).toMatchObject({
      revision: app.snapshot.revision,
      flow: app.snapshot.flow,
    });
  });

  it('answers a command that is not allowed now the same way', async () => {
    const answer = await journey.app.post(body({ command: { kind: 'permit', intentVersion: 'x' } }));
    const refused = problem(answer);
    expect([answer.status, refused.code]).toEqual([409, 'flow.not-allowed']);
    snapshotSchema.parse(refused.snapshot);
  });

  it('lets one of two commands with the same revision through', async () => {
    const { app } = journey;
    const answers = await Promise.all([app.post(body()), app.post(body())]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await app.reload();
  });

  it.each([
    ['garbage', '{"flow":'],
    ['not an object', '[]'],
    ['empty', ''],
    ['null', 'null'],
    ['a number', '1e999'],
    ['a deep nest', '['.repeat(20_000)],
  ])('refuses %s', async (_name, text) => {
    const answer = await journey.app.post(text);
    expect([answer.status, problem(answer).code]).toEqual([400, 'request.invalid']);
  });

  it('refuses shapes outside the contract', async () => {
    for (const changes of [
      { command: { kind: 'sudo' } },
      { command: { kind: 'cancel', extra: 1 } },
      { revision: -1 },
      { revision: '1' },
      { flow: 'x' },
      { extra: true },
      { command: { kind: 'submit-password', sealed: 'plain-text' } },
    ]) {
      expect(problem(await journey.app.post(body(changes))).code).toBe('request.invalid');
    }
  });

  it('refuses another flow’s name', async () => {
    const answer = await journey.app.post(body({ flow: 'A'.repeat(32) }));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    problem(answer);
  });

  it('refuses what is too large, or not JSON by its type', async () => {
    const large = await journey.app.post(`{"flow":"${'x'.repeat(70_000)}"}`);
    expect([large.status, problem(large).code]).toEqual([413, 'request.too-large']);
    const typed = await journey.app.post(body(), { 'content-type': 'text/plain' });
    expect(problem(typed).code).toBe('request.invalid');
    const form = await journey.app.post('a=b', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(problem(form).code).toBe('request.invalid');
  });

  it('refuses services that were not offered', async () => {
    const { app } = journey;
    const offered = app.step('services').services[0]?.accounts[0]?.account ?? '';
    const choose = (permissions: object[]) => app.post(body({ command: { kind: 'choose-services', permissions } }));
    expect(problem(await choose([])).code).toBe('authorization.nothing-selected');
    expect(problem(await choose([{ service: 'tax-payment', accounts: [offered] }])).code).toBe('request.invalid');
    expect((await choose([{ service: 'balance', accounts: ['acc_of_somebody_else'] }])).status).toBeGreaterThanOrEqual(
      400,
    );
    await app.reload();
    expect(app.snapshot.step.kind).toBe('services');
  });

  it('knows nobody without the cookie, with another flow’s cookie, or without the client header', async () => {
    const stranger = new AppClient({ world: test.world, identity: null });
    const lost = problem(await stranger.send(`/interaction/${journey.app.uid}`));
    expect(['request.not-found', 'authorization.timed-out']).toContain(lost.code);
    const posted = await stranger.send(`/interaction/${journey.app.uid}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body({ command: { kind: 'cancel' } })),
    });
    expect(posted.status).toBeGreaterThanOrEqual(400);
    expect(problem(await stranger.send('/interaction/no-such-interaction')).code).toMatch(/not-found|timed-out/);
    await stranger.close();

    const nameless = new AppClient({ world: test.world, identity: null, version: '' });
    const answer = await nameless.send(`/interaction/${journey.app.uid}`);
    expect([answer.status, problem(answer).code]).toEqual([400, 'request.invalid']);
    await nameless.close();
    await journey.app.reload();
  });

  it('answers an unknown path with a problem and gives no version away', async () => {
    const answer = await journey.app.send('/no/such/path');
    expect([answer.status, problem(answer).code]).toEqual([404, 'request.not-found']);
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });
});
