import * as oauth from 'openid-client';
import * as jose from 'jose';
import { Agent, fetch as undiciFetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { consentTo } from '../../support/fapi/grant.ts';
import { identityOf, TestTpp, type TestTppOptions } from '../../support/fapi/test-tpp.ts';
import { databases } from '../../support/postgres.ts';

type Client = {
  readonly tpp: TestTpp;
  readonly configuration: oauth.Configuration;
  readonly close: () => Promise<void>;
};

/** openid-client as a TPP that knows nothing but the issuer: everything else is in the metadata. */
async function openClient(bench: Bench, options: TestTppOptions): Promise<Client> {
  const tpp = await TestTpp.register(bench.world, options);
  const mutual = options.authentication === 'tls_client_auth' || options.tokenBinding === 'mtls';
  const dispatcher = new Agent({
    connect: { ca: bench.world.pki.serverCa.pem, ...(mutual ? identityOf(tpp.certificate) : {}) },
  });
  const configuration = await oauth.discovery(
    new URL(bench.world.issuer),
    tpp.clientId,
    {
      use_mtls_endpoint_aliases: mutual,
      id_token_signed_response_alg: 'ES256',
      authorization_signed_response_alg: 'ES256',
    },
    options.authentication === 'tls_client_auth'
      ? oauth.TlsClientAuth()
      : oauth.PrivateKeyJwt({ key: tpp.key.pair.privateKey, kid: tpp.key.kid }),
    {
      [oauth.customFetch]: async (url, init) => {
        const answer = await undiciFetch(url, { ...(init as object), dispatcher });
        const body = await answer.arrayBuffer();
        return new Response(body.byteLength === 0 ? null : body, {
          status: answer.status,
          headers: [...answer.headers],
        });
      },
    },
  );
  return {
    tpp,
    configuration,
    close: async () => {
      await Promise.all([tpp.close(), dispatcher.destroy()]);
    },
  };
}

describe.each(databases)('openid-client as a FAPI 2.0 client, on $name', (kind) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(kind);
  });
  afterAll(() => bench.close());

  it.each([
    { authentication: 'private_key_jwt', tokenBinding: 'dpop', algorithm: 'ES256' },
    { authentication: 'private_key_jwt', tokenBinding: 'dpop', algorithm: 'PS256' },
    { authentication: 'private_key_jwt', tokenBinding: 'dpop', algorithm: 'EdDSA' },
    { authentication: 'private_key_jwt', tokenBinding: 'mtls', algorithm: 'ES256' },
    { authentication: 'tls_client_auth', tokenBinding: 'mtls', algorithm: 'ES256' },
    { authentication: 'tls_client_auth', tokenBinding: 'dpop', algorithm: 'ES256' },
    { authentication: 'private_key_jwt', tokenBinding: 'dpop', algorithm: 'PS256', signedMessages: true },
    { authentication: 'tls_client_auth', tokenBinding: 'mtls', algorithm: 'ES256', signedMessages: true },
  ] as const)('FAPI2-SP: the whole life of a grant by %j', async (options: TestTppOptions) => {
    const { tpp, configuration, close } = await openClient(bench, options);
    if (options.signedMessages === true) oauth.useJwtResponseMode(configuration);
    const dpop =
      options.tokenBinding === 'dpop'
        ? { DPoP: oauth.getDPoPHandle(configuration, await oauth.randomDPoPKeyPair(options.algorithm)) }
        : {};
    const pkceCodeVerifier = oauth.randomPKCECodeVerifier();
    const [expectedState, expectedNonce] = [oauth.randomState(), oauth.randomNonce()];
    const parameters = {
      redirect_uri: tpp.redirectUri,
      scope: 'openid offline_access',
      prompt: 'consent',
      response_type: 'code',
      state: expectedState,
      nonce: expectedNonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      authorization_details: '[{"type":"corporate_account_access","services":["balance","transactions"]}]',
    };
    const signed =
      options.signedMessages === true
        ? (
            await oauth.buildAuthorizationUrlWithJAR(
              configuration,
              parameters,
              { key: tpp.key.pair.privateKey, kid: tpp.key.kid },
              { [oauth.modifyAssertion]: (_header, payload) => Object.assign(payload, { nbf: payload['iat'] }) },
            )
          ).searchParams
        : new URLSearchParams(parameters);
    const url = await oauth.buildAuthorizationUrlWithPAR(configuration, signed, dpop);
    expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);

    // Checks iss (or the signed answer), state, nonce, ID token and code.
    const location = await consentTo(tpp, url.searchParams.get('request_uri') ?? '');
    const tokens = await oauth.authorizationCodeGrant(
      configuration,
      location,
      { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true },
      undefined,
      dpop,
    );
    expect(tokens.claims()?.sub).toBe('kanri-hanako');
    expect(tokens.authorization_details).toHaveLength(1);
    const grantId = tokens['grant_id'];
    if (typeof grantId !== 'string') throw new Error('no grant_id');

    const api = tpp.origin;
    const read = async (token: string) => {
      const target = new URL(`${api}/resources/v1/accounts`);
      return (await oauth.fetchProtectedResource(configuration, token, target, 'GET', undefined, undefined, dpop))
        .status;
    };
    expect(await read(tokens.access_token)).toBe(200);
    expect(await oauth.tokenIntrospection(configuration, tokens.access_token)).toMatchObject({ active: true });

    const refreshed = await oauth.refreshTokenGrant(configuration, tokens.refresh_token ?? '', undefined, dpop);
    expect(await read(refreshed.access_token)).toBe(200);
    expect(refreshed.authorization_details).toEqual(tokens.authorization_details);

    const own = await oauth.clientCredentialsGrant(configuration, { scope: 'grant_management_query' }, dpop);
    const grant = await oauth.fetchProtectedResource(
      configuration,
      own.access_token,
      new URL(`${api}/grants/${grantId}`),
      'GET',
      undefined,
      undefined,
      dpop,
    );
    expect(await grant.json()).toMatchObject({ authorization_details: tokens.authorization_details });

    await oauth.tokenRevocation(configuration, refreshed.refresh_token ?? '');
    await expect(read(refreshed.access_token)).rejects.toMatchObject({ status: 401 });
    await expect(
      oauth.refreshTokenGrant(configuration, refreshed.refresh_token ?? '', undefined, dpop),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
    await close();
  });

  it('RFC 9207 2.4: an answer in another issuer’s name is not taken', async () => {
    const { tpp, configuration, close } = await openClient(bench, {});
    const pkceCodeVerifier = oauth.randomPKCECodeVerifier();
    const pushed = await tpp.push(await tpp.parameters(pkceCodeVerifier));
    const location = await consentTo(tpp, (pushed.body as { request_uri: string }).request_uri);
    const expectedState = 'state-of-this-request';
    for (const iss of ['https://attacker.example', null]) {
      const mixed = new URL(location);
      if (iss === null) mixed.searchParams.delete('iss');
      else mixed.searchParams.set('iss', iss);
      await expect(
        oauth.authorizationCodeGrant(configuration, mixed, { pkceCodeVerifier, expectedState }),
      ).rejects.toThrow();
    }
    await close();
  });

  it('every key of the JWK set verifies what openid-client expects', async () => {
    const { body } = await bench.plain.get(`${bench.world.issuer}/jwks`);
    for (const key of (body as jose.JSONWebKeySet).keys) expect(await jose.importJWK(key)).toBeDefined();
  });
});
