import { Agent, request } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readiness, type ReadinessOptions } from '../../../server/operations/health.ts';
import { openDatabase, type Database } from '../../../server/storage/database.ts';
import { Refused } from '../../support/app-client.ts';
import { openFlow, walkFlow } from '../../support/bank-flow.ts';
import { accountIds, BankSite, memberId, secrets, type Running } from '../../support/bank-server.ts';
import { databases, type TestDatabase } from '../../support/postgres.ts';
import { sql } from 'kysely';

describe.each(databases)('readiness on $name', ({ name: kind, create }) => {
  let place: TestDatabase;
  let database: Database;
  beforeEach(async () => {
    place = await create();
    database = await openDatabase(place.location);
  });
  afterEach(async () => {
    await database.destroy();
    await place.drop();
  });

  const ask = (more: Partial<ReadinessOptions> = {}) =>
    readiness({ database, keysLoaded: () => Promise.resolve(true), isStopping: () => false, ...more });
  const fine = { serving: 'ok', database: 'ok', migrations: 'ok', keys: 'ok' };

  it('is there when everything is', async () => {
    expect(await ask()).toEqual({ ready: true, checks: fine });
  });

  it.each([
    ['serving', { isStopping: () => true }],
    ['keys', { keysLoaded: () => Promise.reject(new Error('sealed')) }],
  ] as const)('names %s when that is what is missing', async (name, change) => {
    expect(await ask(change)).toEqual({ ready: false, checks: { ...fine, [name]: 'failed' } });
  });

  it('waits for no answer for ever', async () => {
    const silent = { keysLoaded: () => new Promise<boolean>(() => undefined), patience: 20 };
    expect(await ask(silent)).toMatchObject({ ready: false, checks: { keys: 'failed' } });
  });

  it('names a migration that is missing', async () => {
    await sql`delete from kysely_migration where name = '0040-audit'`.execute(database);
    expect(await ask()).toEqual({ ready: false, checks: { ...fine, migrations: 'failed' } });
  });

  it('names a database that does not answer', async () => {
    if (kind === 'postgres') {
      // Gone under the server's feet, connections and all.
      await place.drop();
      place = await create();
    } else await database.destroy();
    expect(await ask()).toEqual({ ready: false, checks: { ...fine, database: 'failed', migrations: 'failed' } });
  });
});

describe('the admin listener', () => {
  let site: BankSite;
  let server: Running;
  let agent: Agent;

  const admin = async (path: string, method: 'GET' | 'POST' | 'HEAD' = 'GET') => {
    const response = await request(`http://127.0.0.1:${String(server.ports.admin)}${path}`, { method });
    return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
  };
  /** Value of one series. */
  const metric = async (series: string): Promise<number> => {
    const { text } = await admin('/metrics');
    const line = text.split('\n').find((one) => one.startsWith(`${series} `));
    return line === undefined ? 0 : Number(line.slice(series.length + 1));
  };

  beforeAll(async () => {
    site = await BankSite.create();
    await site.configure();
    await site.fill();
    server = await site.start();
    agent = new Agent({ connect: { ca: site.pki.serverCa.pem } });
    const flow = await openFlow(site);
    const { tokens, dpop } = await walkFlow(flow, {
      password: async () => {
        await expect(flow.app.submitPassword(secrets.wrongPassword)).rejects.toThrow(Refused);
      },
    });
    await flow.tpp.read(`/resources/v1/accounts/${accountIds[0]}/balance`, tokens.access_token, dpop);
    await flow.tpp.read(`/resources/v1/accounts/${accountIds[0]}/transactions`, tokens.access_token, dpop);
    const left = await openFlow(site);
    await left.app.command({ kind: 'cancel' });
    await Promise.all([flow.close(), left.close()]);
  });
  afterAll(async () => {
    await agent.destroy();
    await site.remove();
  });

  it('says that the server lives and is ready', async () => {
    expect(await admin('/health/live')).toMatchObject({ status: 200, text: '{"live":true}\n' });
    const ready = await admin('/health/ready');
    expect(ready.status).toBe(200);
    expect(ready.headers['cache-control']).toBe('no-store');
    expect(JSON.parse(ready.text)).toEqual({
      ready: true,
      checks: { serving: 'ok', database: 'ok', migrations: 'ok', keys: 'ok' },
    });
  });

  it('only answers to reading, and has nothing else', async () => {
    expect((await admin('/health/live', 'POST')).status).toBe(405);
    expect(await admin('/health/ready', 'HEAD')).toMatchObject({ status: 200, text: '' });
    expect((await admin('/jwks')).status).toBe(404);
  });

  it.each(['/metrics', '/health/live', '/health/ready'])('alone has %s', async (path) => {
    for (const origin of [site.issuer, site.certificateOrigin]) {
      const response = await request(`${origin}${path}`, { dispatcher: agent });
      await response.body.dump();
      expect(response.statusCode).toBe(404);
    }
  });

  it('counts what became of flows, logins, tokens and requests', async () => {
    const expected = {
      'renkei_flow_steps_total{step="certificate",outcome="opened"}': 2,
      'renkei_flow_steps_total{step="password",outcome="passed"}': 1,
      'renkei_flow_steps_total{step="consent",outcome="permitted"}': 1,
      'renkei_flow_steps_total{step="certificate",outcome="cancelled"}': 1,
      'renkei_login_failures_total{reason="login.wrong-password"}': 1,
      'renkei_tokens_total{event="issued"}': 1,
      'renkei_refusals_total{code="login.wrong-password"}': 1,
      'renkei_refusals_total{code="access.service-not-granted"}': 1,
      'renkei_audit_events_total{kind="decision.permitted"}': 1,
      'renkei_http_request_duration_seconds_count{method="POST",route="/token",status="200"}': 1,
      'renkei_http_request_duration_seconds_count{method="GET",route="/resources/v1/accounts/:id/balance",status="200"}': 1,
      renkei_http_requests_open: 0,
    };
    const series = Object.keys(expected);
    const seen = async (): Promise<Record<string, number>> =>
      Object.fromEntries(await Promise.all(series.map(async (one) => [one, await metric(one)] as const)));
    // A request is counted when its answer has left, which may be a moment after it was read.
    await expect.poll(seen).toEqual(expected);
  });

  it('counts a strange path and a strange method under no name of its own', async () => {
    const other = 'renkei_http_request_duration_seconds_count{method="other",route="other",status="404"}';
    const response = await request(`${site.issuer}/wp-admin/${memberId}`, {
      dispatcher: agent,
      method: 'PROPFIND' as 'GET',
    });
    await response.body.dump();
    await expect.poll(() => metric(other)).toBe(1);
  });

  it('names no person, account, flow or token', async () => {
    const { text } = await admin('/metrics');
    const labels = [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name]) => name);
    const known = [
      'method',
      'route',
      'status',
      'code',
      'step',
      'outcome',
      'reason',
      'event',
      'endpoint',
      'kind',
      'le',
      'state',
    ];
    // Labels of the process metrics that prom-client brings along.
    const ofProcess = ['type', 'space', 'version', 'major', 'minor', 'patch', 'quantile'];
    expect([...new Set(labels)].filter((name) => ![...known, ...ofProcess].includes(name ?? ''))).toEqual([]);
    for (const personal of [memberId, '花子', 'あけぼの', 'kaikei-mirai', ...accountIds])
      expect(text).not.toContain(personal);
  });
});

describe('the admin listener of a server on PostgreSQL', () => {
  it('tells how busy the database pool is', async () => {
    const kind = databases.find(({ name }) => name === 'postgres');
    const place = await kind?.create();
    if (!place) throw new Error('no PostgreSQL');
    const site = await BankSite.create(place.location);
    await site.configure({ databaseConnections: 3 });
    const server = await site.start();
    const response = await request(`http://127.0.0.1:${String(server.ports.admin)}/metrics`);
    const text = await response.body.text();
    const total = /renkei_database_connections\{state="total"\} (\d+)/.exec(text)?.[1];
    expect(Number(total)).toBeGreaterThanOrEqual(1);
    expect(Number(total)).toBeLessThanOrEqual(3);
    expect(text).toMatch(/renkei_database_connections\{state="waiting"\} 0/);
    await server.stop();
    await site.remove();
    await place.drop();
  });
});
