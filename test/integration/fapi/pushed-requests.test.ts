import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suspendTpp } from '../../../server/bank/tpps.ts';
import { AppClient, personaIdentity } from '../../support/app-client.ts';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { consentTo, obtainCode } from '../../support/fapi/grant.ts';
import { refusalOf } from '../../support/fapi/plain-client.ts';
import { TestTpp } from '../../support/fapi/test-tpp.ts';
import { databases } from '../../support/postgres.ts';

const verifier = 'a-verifier-that-is-long-enough-for-rfc-7636-0123456789';

describe.each(databases)('pushed authorization requests, on $name', (kind) => {
  let bench: Bench;
  let tpp: TestTpp;
  beforeAll(async () => {
    bench = await openBench(kind);
    tpp = await TestTpp.register(bench.world);
  });
  afterAll(async () => {
    await tpp.close();
    await bench.close();
  });

  const push = async (changes: Record<string, string | undefined> = {}) =>
    tpp.push(await tpp.parameters(verifier, changes));
  const uriOf = (body: unknown): string => (body as { request_uri: string }).request_uri;
  const open = async (parameters: Record<string, string>) => {
    const app = new AppClient({ world: bench.world, identity: await personaIdentity(bench.world, 'kanri-hanako') });
    try {
      return await app.send(`/authorize?${new URLSearchParams(parameters).toString()}`);
    } finally {
      await app.close();
    }
  };

  it('FAPI2-SP 5.3.2.2-2 and -12, RFC 9126 2.2: are answered with a request_uri for at most 90 seconds', async () => {
    const { status, body, headers } = await push();
    expect(status).toBe(201);
    expect(uriOf(body)).toMatch(/^urn:ietf:params:oauth:request_uri:[\w-]{20,}$/);
    expect((body as { expires_in: number }).expires_in).toBeGreaterThan(0);
    expect((body as { expires_in: number }).expires_in).toBeLessThanOrEqual(90);
    expect(headers['cache-control']).toContain('no-store');
  });

  it('RFC 9126 2.2 and 7.1: no two are alike, and none can be guessed (128 bits)', async () => {
    const ids = await Promise.all([push(), push()]);
    const [one, other] = ids.map(({ body }) => uriOf(body).split(':').at(-1) ?? '');
    expect(one).not.toBe(other);
    expect((one?.length ?? 0) * 6).toBeGreaterThanOrEqual(128);
  });

  it.each([
    ['FAPI2-SP 5.3.2.2-1: another response type', { response_type: 'code id_token' }, 'invalid_request'],
    ['FAPI2-SP 5.3.2.2-1: the implicit flow', { response_type: 'token' }, 'invalid_request'],
    ['FAPI2-SP 5.3.2.2-1: no response type', { response_type: undefined }, 'invalid_request'],
    ['FAPI2-SP 5.3.2.2-5: no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['FAPI2-SP 5.3.2.2-5: PKCE by plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['FAPI2-SP 5.3.2.2-5: PKCE without a method', { code_challenge_method: undefined }, 'invalid_request'],
    ['FAPI2-SP 5.3.2.2-6: no redirect_uri', { redirect_uri: undefined }, 'invalid_request'],
    ['RFC 9126 2: a redirect_uri that is not registered', { redirect_uri: 'https://evil.example/' }, 'invalid_request'],
    [
      'RFC 9126 2.1: a request_uri in a pushed request',
      { request_uri: 'urn:ietf:params:oauth:request_uri:x' },
      'request_uri_not_supported',
    ],
    ['a response mode the app cannot hand back', { response_mode: 'form_post' }, 'invalid_request'],
    ['a response mode that shows to scripts', { response_mode: 'fragment' }, 'invalid_request'],
    ['RFC 8707 2: another resource', { resource: 'https://other.example/api' }, 'invalid_target'],
    ['RFC 9396 5: no authorization_details', { authorization_details: undefined }, 'invalid_authorization_details'],
    ['RFC 9396 5: no JSON', { authorization_details: '[{' }, 'invalid_authorization_details'],
    [
      'RFC 9396 5: no array',
      { authorization_details: '{"type":"corporate_account_access"}' },
      'invalid_authorization_details',
    ],
    [
      'RFC 9396 5: an unknown type',
      { authorization_details: '[{"type":"payment_initiation"}]' },
      'invalid_authorization_details',
    ],
    ['RFC 9396 5: no type', { authorization_details: '[{"services":["balance"]}]' }, 'invalid_authorization_details'],
    [
      'RFC 9396 5: an unknown field',
      { authorization_details: '[{"type":"corporate_account_access","accounts":["x"]}]' },
      'invalid_authorization_details',
    ],
    [
      'RFC 9396 5: a field of the wrong kind',
      { authorization_details: '[{"type":"corporate_account_access","services":"balance"}]' },
      'invalid_authorization_details',
    ],
    [
      'RFC 9396 5: an unknown 業務',
      { authorization_details: '[{"type":"corporate_account_access","services":["loans"]}]' },
      'invalid_authorization_details',
    ],
    [
      'RFC 9396 5: nothing asked for',
      { authorization_details: '[{"type":"corporate_account_access","services":[]}]' },
      'invalid_authorization_details',
    ],
    [
      'RFC 9396 5: the same twice',
      { authorization_details: '[{"type":"corporate_account_access"},{"type":"corporate_account_access"}]' },
      'invalid_authorization_details',
    ],
  ] as const)('%s is refused', async (_name, changes, error) => {
    expect(refusalOf(await push(changes))).toEqual([400, error]);
  });

  it('RFC 9396 5: 業務 that the TPP is not registered for are refused and named', async () => {
    const small = await TestTpp.register(bench.world, { services: ['balance'] });
    const details = '[{"type":"corporate_account_access","services":["balance","payroll"]}]';
    const answer = await small.push(await small.parameters(verifier, { authorization_details: details }));
    expect(refusalOf(answer)).toEqual([400, 'invalid_authorization_details']);
    expect(answer.text).toContain('payroll');
    await small.close();
  });

  it('RFC 9126 2.1, RFC 6749 3.1: a parameter that comes twice is refused', async () => {
    const form = new URLSearchParams({ ...(await tpp.parameters(verifier)), ...(await tpp.authentication()) });
    form.append('state', 'another');
    expect(refusalOf(await tpp.http.post(`${tpp.origin}/request`, { form }))).toEqual([400, 'invalid_request']);
  });

  it('FAPI2-SP 5.3.2.2-14: a nonce of 64 characters is taken', async () => {
    expect((await push({ nonce: 'n'.repeat(64) })).status).toBe(201);
  });

  it('FAPI2-SP 5.3.2.2 Note 4: so is a state of more than a thousand', async () => {
    const state = 's'.repeat(1500);
    const { location } = await obtainCode(tpp, {}, { state });
    expect(location.searchParams.get('state')).toBe(state);
  });

  it('RFC 9126 2.3: GET is answered with 405, a request that is too large with 413', async () => {
    const url = `${tpp.origin}/request`;
    const got = await tpp.http.get(url);
    expect([got.status, got.headers['allow']]).toEqual([405, 'POST']);
    const large = { ...(await tpp.parameters(verifier)), ...(await tpp.authentication()), state: 's'.repeat(60_000) };
    expect((await tpp.http.post(url, { form: large })).status).toBe(413);
    expect((await tpp.http.post(url, { json: {} })).status).toBe(400);
  });

  it('FAPI2-SP 5.3.2.2-4: without authentication, or for a TPP that is suspended, there is none', async () => {
    const parameters = await tpp.parameters(verifier);
    const bare = await tpp.push(parameters, { authentication: { client_id: tpp.clientId } });
    expect(refusalOf(bare)).toEqual([401, 'invalid_client']);
    expect(refusalOf(await tpp.push(parameters, { authentication: {} }))).toEqual([400, 'invalid_request']);
    await suspendTpp(bench.world.database, tpp.clientId, true);
    expect(refusalOf(await tpp.push(parameters))).toEqual([401, 'invalid_client']);
    await suspendTpp(bench.world.database, tpp.clientId, false);
  });

  describe('at the authorization endpoint', () => {
    const answered = async (parameters: Record<string, string>) => {
      const { status, headers, text } = await open(parameters);
      expect(headers['location']).toBeUndefined();
      return [status, (JSON.parse(text) as { code: string }).code];
    };

    it('FAPI2-SP 5.3.2.2-3: a request that was not pushed is refused, and goes nowhere (5.3.2.1-7)', async () => {
      const direct = { ...(await tpp.parameters(verifier)), client_id: tpp.clientId };
      expect(await answered(direct)).toEqual([400, 'authorization.invalid']);
    });

    it('RFC 9126 4: a request_uri of somewhere else is refused', async () => {
      expect(await answered({ client_id: tpp.clientId, request_uri: 'https://tpp.example/request.jwt' })).toEqual([
        400,
        'authorization.invalid',
      ]);
    });

    it('RFC 9126 2.2: it belongs to the TPP that pushed it', async () => {
      const other = await TestTpp.register(bench.world);
      const request_uri = uriOf((await push()).body);
      const answer = await open({ client_id: other.clientId, request_uri });
      expect(answer.status).toBe(400);
      expect(answer.headers['location']).toBeUndefined();
      await other.close();
    });

    it('FAPI2-SP 5.3.2.2 Note 3, RFC 9126 7.3: it is good for one authorization', async () => {
      const request_uri = uriOf((await push()).body);
      await consentTo(tpp, request_uri);
      expect(await answered({ client_id: tpp.clientId, request_uri })).toEqual([400, 'authorization.used']);
    });

    it('RFC 9126 2.2: it expires', async () => {
      const request_uri = uriOf((await push()).body);
      bench.clock.forward(2);
      expect(await answered({ client_id: tpp.clientId, request_uri })).toEqual([400, 'authorization.expired']);
    });

    it('FAPI2-SP 5.3.2.2-10 and -11: redirects with 303', async () => {
      const answer = await open({ client_id: tpp.clientId, request_uri: uriOf((await push()).body) });
      expect(answer.status).toBe(303);
    });

    it('FAPI2-SP 5.2.3-3: knows no CORS', async () => {
      const answer = await bench.plain.get(`${bench.world.issuer}/authorize`, {
        headers: { origin: 'https://tpp.example' },
      });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(answer.headers['strict-transport-security']).toMatch(/^max-age=\d+/);
    });
  });
});
