import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFlow, walkFlow } from '../../support/bank-flow.ts';
import { accountIds, BankSite } from '../../support/bank-server.ts';
import { databases, type TestDatabase } from '../../support/postgres.ts';

describe.each(databases)('a bank’s server from a settings file, on $name', ({ create }) => {
  let place: TestDatabase;
  let site: BankSite;
  let agent: Agent;

  beforeAll(async () => {
    place = await create();
    site = await BankSite.create(place.location);
    await site.configure();
    expect(await site.fill()).toEqual({ code: 0, err: '', out: 'bank: 1 members, 2 accounts, 1 providers\n' });
    await site.start();
    agent = new Agent({ connect: { ca: site.pki.serverCa.pem } });
  });
  afterAll(async () => {
    await agent.destroy();
    await site.remove();
    await place.drop();
  });

  const get = async (url: string) => {
    const response = await request(url, { dispatcher: agent });
    return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
  };

  it('runs from an installation in which there is no mock world', () => {
    expect(existsSync(join(site.main, '..', 'app.ts'))).toBe(true);
    expect(existsSync(join(site.main, '..', 'mock'))).toBe(false);
  });

  it('leads a customer through the whole flow, and a TPP to his data and to nothing else', async () => {
    const flow = await openFlow(site);
    const { tokens, dpop, details } = await walkFlow(flow);
    expect(details[0]?.permissions).toEqual([{ service: 'balance', accounts: [...accountIds] }]);
    const read = (what: string) =>
      flow.tpp.read(`/resources/v1/accounts/${accountIds[1]}/${what}`, tokens.access_token, dpop);
    expect(await read('balance')).toMatchObject({ status: 200, body: { balance: 4_210_000 } });
    expect((await read('transactions')).status).toBe(403);
    await flow.close();
  });

  it('says where everything is under its own name', async () => {
    const metadata = JSON.parse((await get(`${site.issuer}/.well-known/openid-configuration`)).text) as object;
    expect(metadata).toMatchObject({
      issuer: site.issuer,
      authorization_endpoint: `${site.issuer}/authorize`,
      token_endpoint: `${site.issuer}/token`,
      mtls_endpoint_aliases: { token_endpoint: `${String(site.settings['mtlsOrigin'])}/token` },
    });
  });

  it('has no endpoint that the README does not name', async () => {
    const readme = readFileSync(new URL('../../../server/README.md', import.meta.url), 'utf8');
    const { paths } = JSON.parse((await get(`${site.issuer}/openapi.json`)).text) as { paths: Record<string, object> };
    expect(Object.keys(paths).length).toBeGreaterThan(10);
    const missing = Object.entries(paths).flatMap(([path, operations]) => {
      const written = path
        .replace(/\{(\w+)\}/g, ':$1')
        .replace('/resources/v1/accounts/', '…/accounts/')
        .replace(/[\w-]+(?=\/submissions)/, ':service');
      const methods = Object.keys(operations).filter((name) => /^(?:get|post|put|patch|delete)$/.test(name));
      return methods.map((method) => `${method.toUpperCase()} ${written}`);
    });
    // A method is named once for several paths in one cell.
    const names = (text: string) => readme.includes(text) || readme.includes(`\`${text.replace(/^\w+ /, '')}\``);
    expect(missing.filter((text) => !names(text))).toEqual([]);
  });

  it.each([
    '/handover',
    '/handover.css',
    '/connect/kaikei-mirai',
    '/result.json',
    '/style.css',
    '/callback/kaikei-mirai',
  ])('has no mock page at %s', async (path) => {
    expect((await get(`${site.issuer}${path}`)).status).toBe(404);
  });

  it('shows a browser the launch page with the bank’s own scheme, and no form of the mock world', async () => {
    const flow = await openFlow(site);
    const { url } = await flow.tpp.start();
    const page = await get(url.href);
    expect(page.status).toBe(200);
    expect(page.text).toContain('renkei-akebono://authorize?');
    expect(page.text).not.toContain('<form');
    expect(page.text).not.toContain('テスト環境');
    await flow.close();
  });
});

describe('a bank’s server that cannot start', () => {
  let site: BankSite;
  beforeAll(async () => {
    site = await BankSite.create();
  });
  afterAll(() => site.remove());

  const tls = { certificate: 'tls.pem', key: 'nowhere.key' };
  const strange = { certificate: 'client-ca.pem', key: 'tls.key' };

  const listening = (pair: object) => {
    const at = { port: 0, tls: pair };
    return { listeners: { issuer: at, certificate: at, mutual: at, admin: { port: 0 } } };
  };

  it.each([
    ['a mistake in the settings', { issuer: 'http://x' }, {}, /issuer: must be an https URL/],
    ['a part of the mock world', { personas: [] }, {}, /personas: belongs to the mock world/],
    ['a file that is not there', { clientCa: ['nowhere.pem'] }, {}, /clientCa\[0\]: .*nowhere\.pem/],
    [
      'a file that is something else',
      { clientCa: ['broken.json'] },
      {},
      /clientCa\[0\]: there is no PEM certificate in broken\.json/,
    ],
    [
      'a variable of the mock world',
      {},
      { RENKEI_TRAFFIC: 'traffic.jsonl' },
      /RENKEI_TRAFFIC: belongs to the mock world/,
    ],
    ['no key', {}, { RENKEI_KEY: '' }, /key: the environment variable RENKEI_KEY is not set/],
    ['a key that is none', {}, { RENKEI_KEY: 'short' }, /key: the key must be 32 bytes/],
    ['a TLS key that is not there', listening(tls), {}, /listeners\.issuer\.tls\.key: .*nowhere\.key/],
    ['a TLS key of another certificate', listening(strange), {}, /tls\.key is not the key of client-ca\.pem/],
  ])('for %s says so and exits with 1', async (_what, change, environment, expected) => {
    const file = await site.configure(change, 'broken.json');
    const { code, out, err } = await site.plainCommand(['serve', '--config', file], environment);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(expected);
    expect(err).not.toMatch(/ {4}at /);
  });

  it('has no mock world to fall back to', async () => {
    const { code, err } = await site.plainCommand([]);
    expect(code).toBe(1);
    expect(err).toMatch(/mock/);
  });

  it('explains itself', async () => {
    const { code, out } = await site.plainCommand(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('audit verify');
    expect(await site.plainCommand(['dance'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/no command dance/) as string,
    });
  });
});
