import { randomUUID } from 'node:crypto';
import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { codeGrant, obtainCode, obtainTokens, type Tokens } from '../../support/fapi/grant.ts';
import { seconds, sign, signingKey, unsigned } from '../../support/fapi/keys.ts';
import { problemOf, refusalOf, type Answer } from '../../support/fapi/plain-client.ts';
import { TestTpp, type Proof } from '../../support/fapi/test-tpp.ts';
import { databases } from '../../support/postgres.ts';

const path = '/resources/v1/accounts';

describe.each(databases)('DPoP, on $name', (kind) => {
  let bench: Bench;
  let tpp: TestTpp;
  let tokens: Tokens;
  let url: string;
  beforeAll(async () => {
    bench = await openBench(kind);
    tpp = await TestTpp.register(bench.world);
    tokens = await obtainTokens(tpp);
    url = `${bench.world.issuer}${path}`;
  });
  afterAll(async () => {
    await tpp.close();
    await bench.close();
  });

  const read = (headers: Record<string, string | readonly string[]>): Promise<Answer> => tpp.http.get(url, { headers });
  const withProof = (dpop: string | readonly string[]): Promise<Answer> =>
    read({ authorization: `DPoP ${tokens.access_token}`, dpop });
  const proof = (changes: Proof = {}): Promise<string> => tpp.proof('GET', url, tokens.access_token, changes);

  describe('at the resource API (FAPI2-SP 5.3.4-5)', () => {
    it('RFC 9449 7.1: token and proof together open it, in any case of the scheme', async () => {
      expect((await withProof(await proof())).status).toBe(200);
      expect((await read({ authorization: `dpop ${tokens.access_token}`, dpop: await proof() })).status).toBe(200);
    });

    it.each([
      ['RFC 9449 4.3-4: the type is another', { header: { typ: 'jwt' } }],
      ['RFC 9449 4.3-4: there is no type', { header: { typ: undefined } }],
      ['RFC 9449 4.3-6: there is no key in it', { header: { jwk: undefined } }],
      ['RFC 9449 4.3-8: the method is another', { claims: { htm: 'POST' } }],
      ['RFC 9449 4.3-9: the address is another', { claims: { htu: 'https://other.example/resources/v1/accounts' } }],
      ['RFC 9449 4.3-9: the path is another', { claims: { htu: 'PATH' } }],
      ['RFC 9449 4.3-3: there is no jti', { claims: { jti: undefined } }],
      ['RFC 9449 4.3-3: there is no time', { claims: { iat: undefined } }],
      ['RFC 9449 4.3-3: there is no address', { claims: { htu: undefined } }],
      ['RFC 9449 4.3-12: the token is not hashed in it', { claims: { ath: undefined } }],
      ['RFC 9449 4.3-12: it is for another token', { claims: { ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo' } }],
    ] as const)('a proof is refused when %s', async (_name, { claims, header }: Proof) => {
      const htu = claims?.['htu'] === 'PATH' ? { htu: `${url}/other` } : {};
      const answer = await withProof(await proof({ claims: { ...claims, ...htu }, ...(header ? { header } : {}) }));
      expect(problemOf(answer)).toEqual([401, 'token.proof-invalid']);
      expect(answer.headers['www-authenticate']).toMatch(/^DPoP error="invalid_dpop_proof".*algs="ES256 PS256 EdDSA/);
    });

    it.each([
      ['RFC 9449 4.3-11: is ten minutes old', -600],
      ['FAPI2-SP 5.3.2.1-13: is 75 seconds ahead', 75],
    ] as const)('a proof that %s is refused', async (_name, offset) => {
      const claims = { iat: seconds() + offset };
      expect(problemOf(await withProof(await proof({ claims })))).toEqual([401, 'token.proof-invalid']);
    });

    it('FAPI2-SP 5.3.2.1-13: one that is 8 seconds ahead is taken', async () => {
      expect((await withProof(await proof({ claims: { iat: seconds() + 8 } }))).status).toBe(200);
    });

    it('RFC 9449 4.3-5, FAPI2-SP 5.4.1-1: RS256, HS256 and no signature at all are refused', async () => {
      const rsa = await jose.generateKeyPair('RS256', { extractable: true });
      const { ath } = jose.decodeJwt(await proof());
      const claims = { jti: randomUUID(), htm: 'GET', htu: url, iat: seconds(), ath };
      const jwk = await jose.exportJWK(rsa.publicKey);
      const rs256 = await new jose.SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'dpop+jwt', jwk })
        .sign(rsa.privateKey);
      const hs256 = await new jose.SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', typ: 'dpop+jwt', jwk: { kty: 'oct', k: 'AAAA' } as jose.JWK })
        .sign(new Uint8Array(32));
      const none = unsigned(claims, { typ: 'dpop+jwt', jwk });
      for (const made of [rs256, hs256, none, 'nothing-of-the-kind'])
        expect(problemOf(await withProof(made))).toEqual([401, 'token.proof-invalid']);
    });

    it('RFC 9449 4.3-7: a private key in the proof is refused', async () => {
      const jwk = await jose.exportJWK(tpp.dpopKey.pair.privateKey);
      expect(problemOf(await withProof(await proof({ header: { jwk } })))).toEqual([401, 'token.proof-invalid']);
    });

    it('RFC 9449 7.1: a proof by another key than the token is bound to is refused', async () => {
      const key = await signingKey();
      expect(problemOf(await withProof(await proof({ key })))).toEqual([401, 'token.proof-invalid']);
      const borrowed = await proof({ key, header: { jwk: tpp.dpopKey.publicJwk } });
      expect(problemOf(await withProof(borrowed))).toEqual([401, 'token.proof-invalid']);
    });

    it('RFC 9449 4.3-1: two proofs are refused', async () => {
      expect(problemOf(await withProof([await proof(), await proof()]))).toEqual([401, 'token.proof-invalid']);
    });

    it('RFC 9449 11.1: a proof is good for one request, also when two come at the same moment', async () => {
      const once = await proof();
      const answers = await Promise.all([withProof(once), withProof(once), withProof(once)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
      expect(problemOf(await withProof(once))).toEqual([401, 'token.proof-invalid']);
    });

    it('RFC 9449 7.2: a bound token is no bearer token, and worth nothing without a proof', async () => {
      const authorization = `Bearer ${tokens.access_token}`;
      expect(problemOf(await read({ authorization }))).toEqual([401, 'token.invalid']);
      expect(problemOf(await read({ authorization, dpop: await proof() }))).toEqual([401, 'token.invalid']);
      const bare = await read({ authorization: `DPoP ${tokens.access_token}` });
      expect(problemOf(bare)).toEqual([401, 'token.proof-invalid']);
    });

    it('FAPI2-SP 5.3.4-2: a token in the address is refused, and so is no token', async () => {
      const inQuery = await tpp.http.get(`${url}?access_token=${tokens.access_token}`, {
        headers: { dpop: await proof() },
      });
      expect(problemOf(inQuery)).toEqual([400, 'request.invalid']);
      const none = await read({});
      expect(problemOf(none)).toEqual([401, 'token.missing']);
      // RFC 6750 3.1: nothing about an error where nothing was tried.
      expect(none.headers['www-authenticate']).not.toContain('error');
      expect(none.headers['www-authenticate']).toContain(
        `resource_metadata="${bench.world.issuer}/.well-known/oauth-protected-resource/resources/v1"`,
      );
    });

    it('RFC 9449 4.3-9: the address is compared without its query', async () => {
      const account = tokens.authorization_details[0]?.permissions[0]?.accounts[0] ?? '';
      const asked = `/resources/v1/accounts/${account}/transactions`;
      expect((await tpp.call('GET', `${asked}?limit=1`, tokens.access_token)).status).toBe(200);
    });
  });

  describe('at the token endpoint', () => {
    const exchange = async (headers: Record<string, string>) =>
      tpp.token(codeGrant(tpp, await obtainCode(tpp)), { headers });
    const tokenProof = (changes: Proof = {}) => tpp.proof('POST', `${bench.world.issuer}/token`, undefined, changes);

    it.each([
      ['RFC 9449 4.3-8: the method is another', () => ({ claims: { htm: 'GET' } }), 'invalid_dpop_proof'],
      [
        'RFC 9449 4.3-9: the address is another',
        () => ({ claims: { htu: 'https://x.example/token' } }),
        'invalid_dpop_proof',
      ],
      ['RFC 9449 4.3-4: the type is another', () => ({ header: { typ: 'jwt' } }), 'invalid_dpop_proof'],
      // It is only old: it may come again with a nonce.
      ['RFC 9449 8: it is ten minutes old', () => ({ claims: { iat: seconds() - 600 } }), 'use_dpop_nonce'],
      [
        'FAPI2-SP 5.3.2.1-13: it is 75 seconds ahead',
        () => ({ claims: { iat: seconds() + 75 } }),
        'invalid_dpop_proof',
      ],
    ] as const)('a proof is refused when %s', async (_name, changes: () => Proof, error) => {
      const code = await obtainCode(tpp);
      const answer = await tpp.token(codeGrant(tpp, code), { headers: { dpop: await tokenProof(changes()) } });
      expect(refusalOf(answer)).toEqual([400, error]);
    });

    it('RFC 9449 8: a nonce of the server is taken, a made-up one is answered with a good one', async () => {
      const refused = await exchange({ dpop: await tokenProof({ claims: { nonce: 'made-up' } }) });
      expect(refusalOf(refused)).toEqual([400, 'use_dpop_nonce']);
      const nonce = refused.headers['dpop-nonce'];
      expect(nonce).toEqual(expect.any(String));
      expect((await exchange({ dpop: await tokenProof({ claims: { nonce } }) })).status).toBe(200);
    });

    it('RFC 9449 11.1: a proof is good for one request', async () => {
      const dpop = await tokenProof();
      expect((await exchange({ dpop })).status).toBe(200);
      expect(refusalOf(await exchange({ dpop }))).toEqual([400, 'invalid_grant']);
    });

    it('RFC 9449 6: introspection says which key a token is bound to', async () => {
      const { access_token } = await obtainTokens(tpp);
      const { body } = await tpp.http.post(`${bench.world.issuer}/token/introspection`, {
        form: { token: access_token, ...(await tpp.authentication()) },
      });
      expect(body).toMatchObject({ active: true, token_type: 'DPoP', cnf: { jkt: tpp.dpopKey.thumbprint } });
    });

    it('RFC 9449 5: the key of a confidential TPP may change with a refresh; the new token is bound to the new key', async () => {
      const other = await TestTpp.register(bench.world);
      const { refresh_token } = await obtainTokens(other);
      const key = await signingKey();
      const headers = { dpop: await other.proof('POST', `${bench.world.issuer}/token`, undefined, { key }) };
      const answer = await other.token({ grant_type: 'refresh_token', refresh_token }, { headers });
      expect(answer.status).toBe(200);
      const { access_token } = answer.body as { access_token: string };
      expect(problemOf(await other.call('GET', path, access_token))).toEqual([401, 'token.proof-invalid']);
      expect((await other.call('GET', path, access_token, { proof: { key } })).status).toBe(200);
      await other.close();
    });

    it('every algorithm of the profile may sign proofs (FAPI2-SP 5.4.1-1)', async () => {
      for (const algorithm of ['ES256', 'PS256', 'EdDSA'] as const) {
        const key = await signingKey(algorithm);
        const headers = { dpop: await tpp.proof('POST', `${bench.world.issuer}/token`, undefined, { key }) };
        const answer = await tpp.token(codeGrant(tpp, await obtainCode(tpp)), { headers });
        const { access_token } = answer.body as { access_token: string };
        expect([algorithm, (await tpp.call('GET', path, access_token, { proof: { key } })).status]).toEqual([
          algorithm,
          200,
        ]);
      }
    });
  });

  it('a token of the grants API is none here, and one that was never given neither', async () => {
    const own = await tpp.token({ grant_type: 'client_credentials', scope: 'grant_management_query' });
    const { access_token } = own.body as { access_token: string };
    expect(problemOf(await tpp.call('GET', path, access_token))).toEqual([401, 'token.invalid']);
    expect(problemOf(await tpp.call('GET', path, 'A'.repeat(43)))).toEqual([401, 'token.invalid']);
    const forged = await sign(tpp.key, { aud: `${bench.world.issuer}/resources/v1`, sub: 'kanri-hanako' });
    expect(problemOf(await tpp.call('GET', path, forged))).toEqual([401, 'token.invalid']);
  });
});
