import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { codeGrant, consentTo, obtainCode } from '../../support/fapi/grant.ts';
import { seconds, sign, signingKey, unsigned } from '../../support/fapi/keys.ts';
import { refusalOf } from '../../support/fapi/plain-client.ts';
import { TestTpp } from '../../support/fapi/test-tpp.ts';
import { databases } from '../../support/postgres.ts';
import { AppClient, personaIdentity } from '../../support/app-client.ts';

const verifier = 'a-verifier-that-is-long-enough-for-rfc-7636-0123456789';

describe.each(databases)('signed messages, on $name', (kind) => {
  let bench: Bench;
  let tpp: TestTpp;
  let strict: TestTpp;
  beforeAll(async () => {
    bench = await openBench(kind);
    tpp = await TestTpp.register(bench.world);
    strict = await TestTpp.register(bench.world, { algorithm: 'PS256', signedMessages: true });
  });
  afterAll(async () => {
    await Promise.all([tpp.close(), strict.close()]);
    await bench.close();
  });

  const claimsOf = async (party: TestTpp, changes: Record<string, unknown> = {}) => ({
    ...(await party.parameters(verifier)),
    authorization_details: [{ type: 'corporate_account_access' }],
    client_id: party.clientId,
    iss: party.clientId,
    aud: bench.world.issuer,
    nbf: seconds(),
    exp: seconds() + 300,
    ...changes,
  });
  const requestOf = async (
    party: TestTpp,
    changes: Record<string, unknown> = {},
    header: Record<string, unknown> = {},
  ) => sign(party.key, await claimsOf(party, changes), { typ: 'oauth-authz-req+jwt', ...header });

  describe('requests (RFC 9101 in RFC 9126 3)', () => {
    it('FAPI2-MS 5.3.1: a signed request is taken, and what it says is what counts', async () => {
      const pushed = await tpp.push({ request: await requestOf(tpp), state: 'outside', scope: 'outside' });
      expect(pushed.status).toBe(201);
      const { request_uri } = pushed.body as { request_uri: string };
      const location = await consentTo(tpp, request_uri);
      expect(location.searchParams.get('state')).toBe('state-of-this-request');
      const code = location.searchParams.get('code') ?? '';
      expect((await tpp.token(codeGrant(tpp, { code, verifier }))).status).toBe(200);
    });

    it.each([
      ['FAPI2-MS 5.3.1: has no exp', { exp: undefined }],
      ['FAPI2-MS 5.3.1: lives for more than an hour', { nbf: -60, exp: 3660 }],
      ['FAPI2-MS 5.3.1: has no nbf', { nbf: undefined }],
      ['FAPI2-MS 5.3.1: began more than an hour ago', { nbf: -3700, exp: 60 }],
      ['FAPI2-MS 5.3.1: is for somebody else', { aud: 'https://other.example' }],
      ['FAPI2-MS 5.3.1: is for nobody', { aud: undefined }],
      ['RFC 9101 10.8: has expired', { nbf: -600, exp: -60 }],
      ['RFC 9126 3: is of another TPP', { client_id: 'kaikei-mirai' }],
      ['RFC 9101 4: is of another issuer', { iss: 'kaikei-mirai' }],
      ['FAPI2-SP 5.3.2.1-13: begins 75 seconds from now', { nbf: 75 }],
      ['RFC 9101 4: has a request in it', { request: 'x' }],
    ] as const)('one that %s is refused', async (_name, changes) => {
      // Times are given as seconds from now.
      const timed = Object.fromEntries(
        Object.entries(changes).map(([name, value]: [string, unknown]) => [
          name,
          typeof value === 'number' ? seconds() + value : value,
        ]),
      );
      expect(refusalOf(await tpp.push({ request: await requestOf(tpp, timed) }))).toEqual([
        400,
        'invalid_request_object',
      ]);
    });

    it('RFC 9101 10.8: one that says it is something else is refused', async () => {
      const request = await requestOf(tpp, {}, { typ: 'dpop+jwt' });
      expect(refusalOf(await tpp.push({ request }))).toEqual([400, 'invalid_request_object']);
    });

    it('FAPI2-SP 5.4.1-1: one by a strange key, by RS256, or by nobody is refused', async () => {
      const stranger = await sign(await signingKey(), await claimsOf(tpp));
      const rsaKey = await jose.importPKCS8(await jose.exportPKCS8(strict.key.pair.privateKey), 'RS256');
      const rs256 = await new jose.SignJWT(await claimsOf(strict)).setProtectedHeader({ alg: 'RS256' }).sign(rsaKey);
      for (const [party, request] of [
        [tpp, stranger],
        [tpp, unsigned(await claimsOf(tpp))],
        [tpp, 'no-jwt'],
        [strict, rs256],
      ] as const)
        expect(refusalOf(await party.push({ request }))).toEqual([400, 'invalid_request_object']);
    });

    it('FAPI2-MS 5.3.1: a TPP that signs its requests cannot send one that is not signed', async () => {
      const plain = await strict.parameters(verifier, { response_mode: 'jwt' });
      expect(refusalOf(await strict.push(plain))).toEqual([400, 'invalid_request']);
      const signed = await requestOf(strict, { response_mode: 'jwt' });
      expect((await strict.push({ request: signed })).status).toBe(201);
    });

    it('checks what is in it like any other request', async () => {
      for (const [changes, error] of [
        [
          { authorization_details: [{ type: 'corporate_account_access', services: ['loans'] }] },
          'invalid_authorization_details',
        ],
        [{ authorization_details: undefined }, 'invalid_authorization_details'],
        [{ code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
        [{ redirect_uri: undefined }, 'invalid_request'],
        [{ response_type: 'code id_token' }, 'invalid_request'],
      ] as const)
        expect(refusalOf(await tpp.push({ request: await requestOf(tpp, changes) }))).toEqual([400, error]);
    });
  });

  describe('answers (JARM)', () => {
    const opened = async (location: URL, party = tpp) => {
      expect([...location.searchParams.keys()]).toEqual(['response']);
      const { body } = await bench.plain.get(`${bench.world.issuer}/jwks`);
      return jose.jwtVerify(
        location.searchParams.get('response') ?? '',
        jose.createLocalJWKSet(body as jose.JSONWebKeySet),
        { issuer: bench.world.issuer, audience: party.clientId },
      );
    };

    it.each(['jwt', 'query.jwt'])(
      'FAPI2-MS 5.4.1: response_mode %s is signed, for this TPP, and short-lived',
      async (mode) => {
        const { location, verifier: own } = await obtainCode(tpp, {}, { response_mode: mode });
        const { payload, protectedHeader } = await opened(location);
        expect(protectedHeader.alg).toBe('ES256');
        expect(payload).toMatchObject({ state: 'state-of-this-request', code: expect.any(String) as string });
        expect((payload.exp ?? Infinity) - seconds()).toBeLessThanOrEqual(600);
        const code = String(payload['code']);
        expect((await tpp.token(codeGrant(tpp, { code, verifier: own }))).status).toBe(200);
      },
    );

    it('FAPI2-MS 5.4.1: a refusal comes the same way', async () => {
      const pushed = await tpp.push(await tpp.parameters(verifier, { response_mode: 'jwt' }));
      const { request_uri } = pushed.body as { request_uri: string };
      const app = new AppClient({ world: bench.world, identity: await personaIdentity(bench.world, 'kanri-hanako') });
      await app.open(new URLSearchParams({ client_id: tpp.clientId, request_uri }));
      const place = await app.command({ kind: 'cancel' });
      await app.close();
      if (place.kind !== 'returned') throw new Error('not returned');
      expect((await opened(place.location)).payload).toMatchObject({
        error: 'access_denied',
        error_description: expect.stringContaining('certificate') as string,
        state: 'state-of-this-request',
      });
    });

    it('a TPP that takes signed answers only gets no other', async () => {
      const query = await requestOf(strict, { response_mode: 'query' });
      expect(refusalOf(await strict.push({ request: query }))).toEqual([400, 'invalid_request']);
    });
  });
});
