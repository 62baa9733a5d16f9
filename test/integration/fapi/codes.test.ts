import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { codeGrant, expectOneAtMost, obtainCode, obtainTokens } from '../../support/fapi/grant.ts';
import { signingKey } from '../../support/fapi/keys.ts';
import { problemOf, refusalOf } from '../../support/fapi/plain-client.ts';
import { TestTpp } from '../../support/fapi/test-tpp.ts';
import { databases } from '../../support/postgres.ts';

describe.each(databases)('codes and what they are worth, on $name', (kind) => {
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

  it('FAPI2-SP 5.3.2.2-7, RFC 9207 2: the answer names its issuer, and carries code, state and iss only', async () => {
    const { location } = await obtainCode(tpp);
    expect([...location.searchParams.keys()].sort()).toEqual(['code', 'iss', 'state']);
    expect(location.searchParams.get('iss')).toBe(bench.world.issuer);
    expect(location.href.startsWith(`${tpp.redirectUri}?`)).toBe(true);
  });

  it('FAPI2-SP 5.3.2.1-4 and -5: the token is bound, short-lived, and there is no way to get another kind', async () => {
    const tokens = await obtainTokens(tpp);
    expect(tokens.token_type).toBe('DPoP');
    expect(tokens.expires_in).toBeLessThanOrEqual(600);
    const code = await obtainCode(tpp);
    expect(refusalOf(await tpp.token(codeGrant(tpp, code), { headers: {} }))).toEqual([400, 'invalid_grant']);
  });

  it('FAPI2-SP 5.4.1-4: codes and tokens have at least 128 bits', async () => {
    const { code } = await obtainCode(tpp);
    const tokens = await obtainTokens(tpp);
    for (const value of [code, tokens.access_token, tokens.refresh_token])
      expect(value.length * 6).toBeGreaterThanOrEqual(128);
  });

  it('FAPI2-SP 5.4.1-1, OIDC Core 2: the ID token is signed by a published key, for this TPP', async () => {
    const { id_token } = await obtainTokens(tpp);
    const { body } = await bench.plain.get(`${bench.world.issuer}/jwks`);
    const { payload, protectedHeader } = await jose.jwtVerify(
      id_token,
      jose.createLocalJWKSet(body as jose.JSONWebKeySet),
      { issuer: bench.world.issuer, audience: tpp.clientId },
    );
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload.sub).toBe('kanri-hanako');
  });

  it('FAPI2-SP 5.3.2.2-9, RFC 6749 4.1.2: a code that is used again is refused and ends what it gave', async () => {
    const code = await obtainCode(tpp);
    const first = await tpp.token(codeGrant(tpp, code));
    const { access_token: token, refresh_token } = first.body as Record<string, string>;
    expect((await tpp.call('GET', '/resources/v1/accounts', token ?? '')).status).toBe(200);
    expect(refusalOf(await tpp.token(codeGrant(tpp, code)))).toEqual([400, 'invalid_grant']);
    expect(problemOf(await tpp.call('GET', '/resources/v1/accounts', token ?? ''))).toEqual([401, 'token.invalid']);
    const refreshed = await tpp.token({ grant_type: 'refresh_token', refresh_token });
    expect(refusalOf(refreshed)).toEqual([400, 'invalid_grant']);
    const { grant_id } = first.body as { grant_id: string };
    await expect
      .poll(async () => {
        const rows = bench.world.database.selectFrom('links').select('status').where('grant_id', '=', grant_id);
        return (await rows.executeTakeFirst())?.status;
      })
      .toBe('ended');
  });

  it('of two who use one code at the same moment, one at most gets anything', async () => {
    const code = await obtainCode(tpp);
    const answers = await Promise.all([tpp.token(codeGrant(tpp, code)), tpp.token(codeGrant(tpp, code))]);
    expectOneAtMost(answers);
  });

  it('FAPI2-SP 5.3.2.1-11: a code lives for 60 seconds at most', async () => {
    const { code } = await obtainCode(tpp);
    const row = await bench.world.database
      .selectFrom('oidc')
      .select('payload_json')
      .where('model', '=', 'AuthorizationCode')
      .where('id', '=', code)
      .executeTakeFirstOrThrow();
    const { iat, exp } = JSON.parse(row.payload_json) as { iat: number; exp: number };
    expect(exp - iat).toBeLessThanOrEqual(60);
    bench.clock.forward(1.05);
    const late = await tpp.token(codeGrant(tpp, { code, verifier: 'x'.repeat(43) }));
    expect(refusalOf(late)).toEqual([400, 'invalid_grant']);
  });

  it.each([
    ['RFC 7636 4.6: with another verifier', { code_verifier: 'v'.repeat(43) }, 'invalid_grant'],
    ['RFC 7636 4.5: without a verifier', { code_verifier: undefined }, 'invalid_grant'],
    ['RFC 6749 4.1.3: with another redirect_uri', { redirect_uri: 'https://tpp.example/other' }, 'invalid_grant'],
    ['FAPI2-SP 5.3.2.2-6: without a redirect_uri', { redirect_uri: undefined }, 'invalid_request'],
    ['RFC 8707 2.2: for another resource', { resource: 'https://other.example' }, 'invalid_target'],
    ['RFC 8707 2.2: for the grants API', { resource: 'GRANTS' }, 'invalid_target'],
  ] as const)('%s a code is worth nothing', async (_name, changes, error) => {
    const code = await obtainCode(tpp);
    const resource =
      'resource' in changes ? changes.resource.replace('GRANTS', `${bench.world.issuer}/grants`) : undefined;
    const answer = await tpp.token({ ...codeGrant(tpp, code), ...changes, ...(resource ? { resource } : {}) });
    expect(refusalOf(answer)).toEqual([400, error]);
  });

  it('RFC 6749 4.1.3: a code belongs to the TPP it was given to', async () => {
    const other = await TestTpp.register(bench.world);
    const code = await obtainCode(tpp);
    const stolen = await other.token({ ...codeGrant(tpp, code) });
    expect(refusalOf(stolen)).toEqual([400, 'invalid_grant']);
    expect((await tpp.token(codeGrant(tpp, code))).status).toBe(200);
    await other.close();
  });

  describe('FAPI2-SP 5.3.2.1-12, RFC 9449 10: a code bound to a DPoP key', () => {
    it('by dpop_jkt is worth nothing with another key', async () => {
      const code = await obtainCode(tpp, {}, { dpop_jkt: tpp.dpopKey.thumbprint });
      const url = `${tpp.origin}/token`;
      const other = { dpop: await tpp.proof('POST', url, undefined, { key: await signingKey() }) };
      expect(refusalOf(await tpp.token(codeGrant(tpp, code), { headers: other }))).toEqual([400, 'invalid_grant']);
      const again = await obtainCode(tpp, {}, { dpop_jkt: tpp.dpopKey.thumbprint });
      expect((await tpp.token(codeGrant(tpp, again))).status).toBe(200);
    });

    it('by a proof in the pushed request as well (10.1), and the two must agree', async () => {
      const url = `${tpp.origin}/request`;
      const parameters = await tpp.parameters('v'.repeat(43), { dpop_jkt: (await signingKey()).thumbprint });
      const headers = { dpop: await tpp.proof('POST', url, undefined) };
      expect(refusalOf(await tpp.push(parameters, { headers }))).toEqual([400, 'invalid_request']);
      const agreed = await tpp.parameters('v'.repeat(43), { dpop_jkt: tpp.dpopKey.thumbprint });
      const again = { dpop: await tpp.proof('POST', url, undefined) };
      expect((await tpp.push(agreed, { headers: again })).status).toBe(201);
    });
  });
});
