import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { seconds, sign, signingKey, unsigned } from '../../support/fapi/keys.ts';
import { refusalOf } from '../../support/fapi/plain-client.ts';
import { TestTpp } from '../../support/fapi/test-tpp.ts';
import { databases } from '../../support/postgres.ts';
import * as jose from 'jose';

const verifier = 'a-verifier-that-is-long-enough-for-rfc-7636-0123456789';

describe.each(databases)('private_key_jwt, on $name', (kind) => {
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

  const push = async (authentication: Record<string, string>, party = tpp) =>
    party.push(await party.parameters(verifier), { authentication });
  const withClaims = async (claims: Record<string, unknown>) => push(await tpp.authentication({ claims }));

  it.each(['ES256', 'PS256', 'EdDSA'] as const)('FAPI2-SP 5.4.1-1: %s is taken', async (algorithm) => {
    const party = await TestTpp.register(bench.world, { algorithm });
    expect((await push(await party.authentication(), party)).status).toBe(201);
    await party.close();
  });

  it.each([
    ['the token endpoint', (issuer: string) => `${issuer}/token`],
    ['the endpoint that is called', (issuer: string) => `${issuer}/request`],
    ['the issuer, in a list', (issuer: string) => [issuer]],
    ['the issuer and another', (issuer: string) => [issuer, 'https://other.example']],
    ['another server', () => 'https://other.example'],
    ['nobody', () => undefined],
  ] as const)('FAPI2-SP 5.3.2.1-8: for %s is refused', async (_name, aud) => {
    expect(refusalOf(await withClaims({ aud: aud(bench.world.issuer) }))).toEqual([401, 'invalid_client']);
  });

  it.each([
    ['iat 8 seconds ahead', () => ({ iat: seconds() + 8 }), 201],
    ['nbf 8 seconds ahead', () => ({ nbf: seconds() + 8 }), 201],
    ['iat 75 seconds ahead', () => ({ iat: seconds() + 75, exp: seconds() + 300 }), 401],
    ['nbf 75 seconds ahead', () => ({ nbf: seconds() + 75, exp: seconds() + 300 }), 401],
  ] as const)('FAPI2-SP 5.3.2.1-13: %s', async (_name, claims, status) => {
    expect((await withClaims(claims())).status).toBe(status);
  });

  it.each([
    ['has expired', () => ({ exp: seconds() - 30, iat: seconds() - 90 })],
    ['never expires', () => ({ exp: undefined })],
    ['has no jti', () => ({ jti: undefined })],
    ['is of somebody else', () => ({ iss: 'somebody-else' })],
    ['has no issuer', () => ({ iss: undefined })],
  ] as const)('RFC 7523 3: one that %s is refused', async (_name, claims) => {
    expect(refusalOf(await withClaims(claims()))).toEqual([401, 'invalid_client']);
  });

  it('RFC 7523 3: is good for one request', async () => {
    const authentication = await tpp.authentication();
    expect((await push(authentication)).status).toBe(201);
    expect(refusalOf(await push(authentication))).toEqual([401, 'invalid_client']);
  });

  it('FAPI2-SP 5.4.1-1.3: one that nobody has signed is refused', async () => {
    expect(refusalOf(await push(tpp.asAssertion(unsigned(tpp.assertionClaims()))))).toEqual([401, 'invalid_client']);
  });

  it('FAPI2-SP 5.4.1-1.2: RS256 and HS256 are refused, even with the right key', async () => {
    const rsa = await TestTpp.register(bench.world, { algorithm: 'PS256' });
    const pkcs8 = await jose.exportPKCS8(rsa.key.pair.privateKey);
    const rs256 = await new jose.SignJWT(rsa.assertionClaims())
      .setProtectedHeader({ alg: 'RS256', kid: rsa.key.kid })
      .sign(await jose.importPKCS8(pkcs8, 'RS256'));
    expect(refusalOf(await push(rsa.asAssertion(rs256), rsa))).toEqual([401, 'invalid_client']);
    const secret = new TextEncoder().encode(await jose.exportSPKI(rsa.key.pair.publicKey));
    const hs256 = await new jose.SignJWT(rsa.assertionClaims()).setProtectedHeader({ alg: 'HS256' }).sign(secret);
    expect(refusalOf(await push(rsa.asAssertion(hs256), rsa))).toEqual([401, 'invalid_client']);
    await rsa.close();
  });

  it("another TPP's key, and a key nobody knows, are refused", async () => {
    const stranger = await signingKey();
    const claims = tpp.assertionClaims();
    for (const header of [{ kid: tpp.key.kid }, { kid: stranger.kid }, { jwk: stranger.publicJwk }])
      expect(refusalOf(await push(tpp.asAssertion(await sign(stranger, claims, header))))).toEqual([
        401,
        'invalid_client',
      ]);
  });

  it('RFC 6749 2.3: two ways at once, and a client_id of somebody else, are refused', async () => {
    const authentication = await tpp.authentication();
    const basic = { authorization: `Basic ${Buffer.from(`${tpp.clientId}:secret`).toString('base64')}` };
    const both = await tpp.push(await tpp.parameters(verifier), { authentication, headers: basic });
    expect(refusalOf(both)).toEqual([400, 'invalid_request']);
    const other = await push({ ...(await tpp.authentication()), client_id: 'kaikei-mirai' });
    expect(refusalOf(other)).toEqual([400, 'invalid_request']);
  });

  it('FAPI2-SP 5.3.2.1-3: a secret or no proof at all is no way in', async () => {
    for (const authentication of [
      { client_id: tpp.clientId, client_secret: 'secret' },
      { client_id: tpp.clientId },
      { client_id: 'nobody-knows-me' },
    ])
      expect(refusalOf(await push(authentication))).toEqual([401, 'invalid_client']);
  });

  it.each([
    ['FAPI2-SP 5.3.2.1-2: the password grant', { grant_type: 'password', username: 'taro', password: 'x' }],
    ['a grant type that does not exist', { grant_type: 'urn:example:anything' }],
    ['the implicit grant', { grant_type: 'implicit' }],
  ] as const)('%s is refused', async (_name, parameters) => {
    expect(refusalOf(await tpp.token(parameters))).toEqual([400, 'unsupported_grant_type']);
  });
});
