import * as https from 'node:https';
import * as tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { databases } from '../../support/postgres.ts';

const documents = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'];
const algorithms = ['ES256', 'PS256', 'EdDSA', 'Ed25519'];

describe.each(databases)('metadata, on $name', (kind) => {
  let bench: Bench;
  let metadata: Record<string, unknown>;
  beforeAll(async () => {
    bench = await openBench(kind);
    metadata = (await bench.plain.get(`${bench.world.issuer}${documents[0] ?? ''}`)).body as Record<string, unknown>;
  });
  afterAll(() => bench.close());

  it('FAPI2-SP 5.3.2.1-1, RFC 8414 3: is published at both addresses, the same', async () => {
    const [one, other] = await Promise.all(documents.map((path) => bench.plain.get(`${bench.world.issuer}${path}`)));
    expect(one?.status).toBe(200);
    expect(one?.body).toEqual(other?.body);
    expect(metadata['issuer']).toBe(bench.world.issuer);
  });

  it('FAPI2-SP 5.3.2.2-1, -2 and -5: code only, PAR required, S256 only', () => {
    expect(metadata).toMatchObject({
      response_types_supported: ['code'],
      require_pushed_authorization_requests: true,
      pushed_authorization_request_endpoint: `${bench.world.issuer}/request`,
      code_challenge_methods_supported: ['S256'],
    });
  });

  it('FAPI2-SP 5.3.2.1-2, -3 and -6: no password grant, no public TPPs, no shared secrets', () => {
    expect(metadata['grant_types_supported']).toEqual(
      expect.arrayContaining(['authorization_code', 'refresh_token', 'client_credentials']),
    );
    expect(metadata['grant_types_supported']).toHaveLength(3);
    expect(metadata['token_endpoint_auth_methods_supported']).toEqual(['private_key_jwt', 'tls_client_auth']);
  });

  it('FAPI2-SP 5.4.1-1: PS256, ES256 and EdDSA are all there is, everywhere', () => {
    const named = Object.entries(metadata).filter(([name]) => name.endsWith('_alg_values_supported'));
    expect(named.map(([name]) => name).sort()).toEqual([
      'authorization_signing_alg_values_supported',
      'dpop_signing_alg_values_supported',
      'id_token_signing_alg_values_supported',
      'request_object_signing_alg_values_supported',
      'token_endpoint_auth_signing_alg_values_supported',
    ]);
    for (const [name, values] of named)
      expect([name, algorithms]).toEqual([name, expect.arrayContaining(values as string[])]);
  });

  it('RFC 9207 3 and FAPI2-MS 5.4: iss, JAR and JARM are announced', () => {
    expect(metadata).toMatchObject({
      authorization_response_iss_parameter_supported: true,
      request_parameter_supported: true,
      request_uri_parameter_supported: false,
      response_modes_supported: ['query', 'jwt', 'query.jwt'],
    });
  });

  it('RFC 8705 3.3 and 5: certificate-bound tokens, and the same endpoints at an origin of its own', () => {
    const { mtlsOrigin, issuer } = bench.world;
    expect(metadata['tls_client_certificate_bound_access_tokens']).toBe(true);
    expect(metadata['mtls_endpoint_aliases']).toEqual({
      token_endpoint: `${mtlsOrigin}/token`,
      pushed_authorization_request_endpoint: `${mtlsOrigin}/request`,
      introspection_endpoint: `${mtlsOrigin}/token/introspection`,
      revocation_endpoint: `${mtlsOrigin}/token/revocation`,
      grant_management_endpoint: `${mtlsOrigin}/grants`,
    });
    expect(mtlsOrigin).not.toBe(issuer);
  });

  it('RFC 9396 10 and Grant Management 7.1: our type and the grants API are announced', () => {
    expect(metadata).toMatchObject({
      authorization_details_types_supported: ['corporate_account_access'],
      grant_management_endpoint: `${bench.world.issuer}/grants`,
      grant_management_actions_supported: ['query', 'revoke'],
      grant_management_action_required: false,
    });
  });

  it('RFC 9728 3: the resource API says where its tokens come from', async () => {
    const { issuer } = bench.world;
    const { body } = await bench.plain.get(`${issuer}/.well-known/oauth-protected-resource/resources/v1`);
    expect(body).toMatchObject({
      resource: `${issuer}/resources/v1`,
      authorization_servers: [issuer],
      bearer_methods_supported: ['header'],
      authorization_details_types_supported: ['corporate_account_access'],
      account_types_supported: ['ordinary', 'current', 'savings', 'time'],
    });
  });

  it('keys: only public halves, only the named algorithms (FAPI2-SP 5.4.1-1 and -2)', async () => {
    const { body } = await bench.plain.get(`${bench.world.issuer}/jwks`);
    const { keys } = body as { keys: Record<string, string>[] };
    expect(keys.map(({ alg }) => alg).sort()).toEqual(['ES256', 'EdDSA', 'PS256']);
    for (const key of keys)
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(key).not.toHaveProperty(secret);
    const rsa = keys.find(({ kty }) => kty === 'RSA');
    expect(Buffer.from(rsa?.['n'] ?? '', 'base64url').length).toBeGreaterThanOrEqual(256);
  });

  it('says the same whatever the Host header claims: no address is taken from a request', async () => {
    const headers = { host: 'attacker.example', 'x-forwarded-host': 'attacker.example' };
    const text = await new Promise<string>((resolve, reject) => {
      const options = { headers, ca: bench.world.pki.serverCa.pem, servername: 'localhost', agent: false };
      https
        .get(`${bench.world.issuer}${documents[0] ?? ''}`, options, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        })
        .on('error', reject);
    });
    expect(JSON.parse(text)).toEqual(metadata);
  });

  it.each(['authorize', 'interaction/x', 'hello', 'handover'])(
    'the mutual-TLS origin has nothing for people: /%s',
    async (path) => {
      expect((await bench.plain.get(`${bench.world.mtlsOrigin}/${path}`)).status).toBe(404);
    },
  );

  const handshake = (origin: string, options: tls.ConnectionOptions): Promise<string> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(origin);
      const socket = tls.connect(
        { host: hostname, port: Number(port), servername: hostname, ca: bench.world.pki.serverCa.pem, ...options },
        () => {
          const { name } = socket.getCipher();
          socket.end();
          resolve(`${socket.getProtocol() ?? ''} ${name}`);
        },
      );
      socket.once('error', reject);
    });

  it.each(['issuer', 'mtlsOrigin'] as const)(
    'FAPI2-SP 5.2.1 and 5.2.2-1: %s takes TLS 1.2 and 1.3, and of 1.2 the recommended suites only (BCP 195)',
    async (name) => {
      const origin = bench.world[name];
      expect(await handshake(origin, {})).toMatch(/^TLSv1\.3 /);
      expect(await handshake(origin, { maxVersion: 'TLSv1.2' })).toMatch(/^TLSv1\.2 ECDHE-.*-GCM-/);
      for (const refused of [
        { maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
        { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES128-SHA256:ECDHE-ECDSA-AES128-SHA' },
        { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' },
        { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305' },
      ] as const)
        await expect(handshake(origin, refused)).rejects.toThrow();
    },
  );
});
