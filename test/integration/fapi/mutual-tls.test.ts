import { createHash, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueLeaf } from '../../../server/mock/pki/leaf.ts';
import { daysAfter, distinguishedName } from '../../../server/mock/pki/x509.ts';
import { personaIdentity } from '../../support/app-client.ts';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { codeGrant, obtainCode, obtainTokens } from '../../support/fapi/grant.ts';
import { PlainClient, problemOf, refusalOf } from '../../support/fapi/plain-client.ts';
import { identityOf, TestTpp, tppCertificate } from '../../support/fapi/test-tpp.ts';
import { databases } from '../../support/postgres.ts';

const path = '/resources/v1/accounts';
const verifier = 'a-verifier-that-is-long-enough-for-rfc-7636-0123456789';

describe.each(databases)('mutual TLS, on $name', (kind) => {
  let bench: Bench;
  /** Proves itself and binds its tokens by certificate. */
  let tpp: TestTpp;
  beforeAll(async () => {
    bench = await openBench(kind);
    tpp = await TestTpp.register(bench.world, { authentication: 'tls_client_auth', tokenBinding: 'mtls' });
  });
  afterAll(async () => {
    await tpp.close();
    await bench.close();
  });

  const as = async <T>(
    identity: ConstructorParameters<typeof PlainClient>[1],
    act: (client: PlainClient) => Promise<T>,
  ) => {
    const client = new PlainClient(bench.world, identity);
    try {
      return await act(client);
    } finally {
      await client.close();
    }
  };
  const pushAs = (identity: ConstructorParameters<typeof PlainClient>[1], origin = bench.world.mtlsOrigin) =>
    as(identity, async (client) =>
      client.post(`${origin}/request`, { form: { client_id: tpp.clientId, ...(await tpp.parameters(verifier)) } }),
    );
  const leaf = (
    subject: readonly (readonly ['CN' | 'OU' | 'O' | 'C', string])[],
    more: Partial<Parameters<typeof issueLeaf>[0]> = {},
  ) =>
    issueLeaf({
      subject: distinguishedName(subject),
      issuer: bench.world.pki.tppCa,
      notBefore: daysAfter(new Date(), -1),
      notAfter: daysAfter(new Date(), 30),
      usage: 'client',
      ...more,
    });

  describe('tls_client_auth (RFC 8705 2.1)', () => {
    it('FAPI2-SP 5.3.2.1-6: the registered subject is taken, however its certificate was issued', async () => {
      const { clientId } = tpp;
      expect((await pushAs(identityOf(tpp.certificate))).status).toBe(201);
      const renewed = await tppCertificate(bench.world, clientId);
      expect((await pushAs(identityOf(renewed))).status).toBe(201);
    });

    it.each([
      [
        'another name',
        [
          ['C', 'JP'],
          ['O', '試験ソフト株式会社'],
          ['CN', 'another'],
        ],
      ],
      [
        'the same parts in another order',
        [
          ['CN', 'SELF'],
          ['O', '試験ソフト株式会社'],
          ['C', 'JP'],
        ],
      ],
      [
        'one part less',
        [
          ['O', '試験ソフト株式会社'],
          ['CN', 'SELF'],
        ],
      ],
      [
        'one part more',
        [
          ['C', 'JP'],
          ['O', '試験ソフト株式会社'],
          ['OU', 'x'],
          ['CN', 'SELF'],
        ],
      ],
      ['a value that spells out the whole name', [['CN', 'SELF,O=試験ソフト株式会社,C=JP']]],
    ] as const)('%s is refused (RFC 4514, RFC 4517 4.2.15)', async (_name, subject) => {
      const named = subject.map(([type, value]) => [type, value.replace('SELF', tpp.clientId)] as const);
      expect(refusalOf(await pushAs(identityOf(await leaf(named))))).toEqual([401, 'invalid_client']);
    });

    it('RFC 8705 2.1.2: a registered name with escapes and a part of two attributes is compared as a name', async () => {
      const odd = await TestTpp.register(bench.world, { authentication: 'tls_client_auth', tokenBinding: 'mtls' });
      const subject = 'cn=Comma\\, Inc.  \\2B Co,O=\\E6\\A0\\AASOFT,2.5.4.6=jp';
      await bench.world.database
        .updateTable('tpps')
        .set({
          record_json: JSON.stringify({ ...odd.record(), authentication: { method: 'tls_client_auth', subject } }),
        })
        .where('client_id', '=', odd.clientId)
        .execute();
      const certificate = await leaf([
        ['C', 'JP'],
        ['O', '株Soft'],
        ['CN', 'Comma, Inc. + Co'],
      ]);
      const answer = await as(identityOf(certificate), async (client) =>
        client.post(`${bench.world.mtlsOrigin}/request`, {
          form: { client_id: odd.clientId, ...(await odd.parameters(verifier)) },
        }),
      );
      expect(answer.status).toBe(201);
      await odd.close();
    });

    it('a certificate of another authority, a customer’s, an expired one and a server’s are refused', async () => {
      const self = [
        ['C', 'JP'],
        ['O', '試験ソフト株式会社'],
        ['CN', tpp.clientId],
      ] as const;
      const made = await Promise.all([
        leaf(self, { issuer: bench.world.pki.other }),
        leaf(self, { issuer: bench.world.pki.clientRoot }),
        leaf(self, { notBefore: daysAfter(new Date(), -30), notAfter: daysAfter(new Date(), -1) }),
        leaf(self, { usage: 'server' }),
      ]);
      for (const certificate of made)
        expect(refusalOf(await pushAs(identityOf(certificate)))).toEqual([401, 'invalid_client']);
      const customer = await personaIdentity(bench.world, 'kanri-hanako');
      expect(refusalOf(await pushAs(customer))).toEqual([401, 'invalid_client']);
    });

    it('no certificate, and one shown at the issuer’s own origin, are refused', async () => {
      expect(refusalOf(await pushAs(null))).toEqual([401, 'invalid_client']);
      expect(refusalOf(await pushAs(identityOf(tpp.certificate), bench.world.issuer))).toEqual([401, 'invalid_client']);
    });

    it('a TPP that is registered for private_key_jwt does not get in by certificate', async () => {
      const jwt = await TestTpp.register(bench.world, { tokenBinding: 'mtls' });
      const answer = await jwt.push(await jwt.parameters(verifier), { authentication: { client_id: jwt.clientId } });
      expect(refusalOf(answer)).toEqual([401, 'invalid_client']);
      await jwt.close();
    });
  });

  describe('certificate-bound access tokens (RFC 8705 3)', () => {
    it.each(['tls_client_auth', 'private_key_jwt'] as const)('FAPI2-SP 5.3.2.1-5: for %s', async (authentication) => {
      const party = await TestTpp.register(bench.world, { authentication, tokenBinding: 'mtls' });
      const tokens = await obtainTokens(party);
      expect(tokens.token_type).toBe('Bearer');
      expect((await party.call('GET', path, tokens.access_token)).status).toBe(200);
      const { body } = await party.http.post(`${party.origin}/token/introspection`, {
        form: { token: tokens.access_token, ...(await party.authentication()) },
      });
      const thumbprint = createHash('sha256')
        .update(new X509Certificate(party.certificate.certPem).raw)
        .digest('base64url');
      // RFC 8705 3.2.
      expect(body).toMatchObject({ active: true, cnf: { 'x5t#S256': thumbprint } });
      await party.close();
    });

    it('RFC 8705 3: are worth nothing with another certificate, without one, or at the issuer’s own origin', async () => {
      const { access_token } = await obtainTokens(tpp);
      const headers = { authorization: `Bearer ${access_token}` };
      const renewed = await tppCertificate(bench.world, tpp.clientId);
      for (const [identity, origin] of [
        [identityOf(renewed), bench.world.mtlsOrigin],
        [null, bench.world.mtlsOrigin],
        [identityOf(tpp.certificate), bench.world.issuer],
      ] as const) {
        const answer = await as(identity, (client) => client.get(`${origin}${path}`, { headers }));
        expect(problemOf(answer)).toEqual([401, 'token.certificate-mismatch']);
        expect(String(answer.headers['www-authenticate'])).toContain('error="invalid_token"');
      }
      const asDpop = await tpp.http.get(`${tpp.origin}${path}`, { headers: { authorization: `DPoP ${access_token}` } });
      expect(problemOf(asDpop)).toEqual([401, 'token.invalid']);
    });

    it('a code is not exchanged, nor a token refreshed, without the certificate (FAPI2-SP 5.3.2.1-4)', async () => {
      const party = await TestTpp.register(bench.world, { tokenBinding: 'mtls' });
      const exchange = async (parameters: Record<string, string>) =>
        bench.plain.post(`${bench.world.issuer}/token`, { form: { ...parameters, ...(await party.authentication()) } });
      expect(refusalOf(await exchange(codeGrant(party, await obtainCode(party))))).toEqual([400, 'invalid_grant']);
      const { refresh_token } = await obtainTokens(party);
      expect(refusalOf(await exchange({ grant_type: 'refresh_token', refresh_token }))).toEqual([400, 'invalid_grant']);
      await party.close();
    });

    it('RFC 8705 7.1: a renewed certificate binds the next token', async () => {
      const party = await TestTpp.register(bench.world, { authentication: 'tls_client_auth', tokenBinding: 'mtls' });
      const { refresh_token } = await obtainTokens(party);
      const renewed = await tppCertificate(bench.world, party.clientId);
      const [status, reached] = await as(identityOf(renewed), async (client) => {
        const form = { grant_type: 'refresh_token', refresh_token, client_id: party.clientId };
        const { body } = await client.post(`${party.origin}/token`, { form });
        const { access_token } = body as { access_token: string };
        const headers = { authorization: `Bearer ${access_token}` };
        return [(await client.get(`${party.origin}${path}`, { headers })).status, access_token] as const;
      });
      expect(status).toBe(200);
      expect(problemOf(await party.call('GET', path, reached))).toEqual([401, 'token.certificate-mismatch']);
      await party.close();
    });

    it('RFC 9449 and RFC 8705 go together: a DPoP token works at both origins, each proof at its own', async () => {
      const party = await TestTpp.register(bench.world, { authentication: 'tls_client_auth', tokenBinding: 'dpop' });
      const { access_token } = await obtainTokens(party);
      const at = async (origin: string, htu: string) =>
        (
          await party.http.get(`${origin}${path}`, {
            headers: {
              authorization: `DPoP ${access_token}`,
              dpop: await party.proof('GET', `${htu}${path}`, access_token),
            },
          })
        ).status;
      const { issuer, mtlsOrigin } = bench.world;
      expect([await at(issuer, issuer), await at(mtlsOrigin, mtlsOrigin)]).toEqual([200, 200]);
      expect([await at(issuer, mtlsOrigin), await at(mtlsOrigin, issuer)]).toEqual([401, 401]);
      await party.close();
    });
  });
});
