import * as oauth from 'openid-client';
import type { Clock } from '../../clock.ts';
import { authorizationDetails, type Asked } from './asked.ts';
import type { TppKey } from './keys.ts';
import { callbackPath, type RegisteredTpp } from './registered.ts';
import type { TrustedFetch } from './trusted-fetch.ts';

/** What a TPP keeps between sending the browser away and its return; belongs to one browser session. */
export type PendingRequest = {
  readonly clientId: string;
  readonly state: string;
  readonly codeVerifier: string;
  /** Left out: the tokens are to be bound to the TPP's certificate. */
  readonly dpop: oauth.DPoPHandle | undefined;
};

/** What an access token is bound to. `thumbprint`: `jkt` (RFC 9449 §6.1) or `x5t#S256` (RFC 8705 §3.1). */
export type Binding = { readonly kind: 'dpop' | 'mtls'; readonly thumbprint: string };

export type Tokens = {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly idToken: string | undefined;
  readonly dpop: oauth.DPoPHandle | undefined;
  readonly binding: Binding;
  readonly scope: string;
  /** The server's name for the link (Grant Management for OAuth 2.0). */
  readonly grantId: string | undefined;
  readonly expiresAt: Date;
  /** What was granted, as the server says it (RFC 9396 §7). */
  readonly authorizationDetails: readonly unknown[];
};

export type Sent = { readonly json: unknown; readonly headers: Readonly<Record<string, string>> };

export type OauthClient = {
  /** Throws what openid-client throws. */
  start(
    asked?: Asked,
    changes?: Readonly<Record<string, string>>,
  ): Promise<{ readonly pending: PendingRequest; readonly url: URL }>;
  /** Checks state, issuer and everything else, then exchanges the code. Throws what openid-client throws. */
  finish(callback: URL, pending: PendingRequest): Promise<Tokens>;
  refresh(tokens: Tokens): Promise<Tokens>;
  /** A GET on the bank's resource API with the bound token. */
  read(tokens: Tokens, path: string): Promise<Response>;
  /** A POST of JSON on it. */
  send(tokens: Tokens, path: string, sent: Sent): Promise<Response>;
  /** Gives the link back (Grant Management for OAuth 2.0 §6.5): it and every token under it have ended. */
  endLink(tokens: Tokens): Promise<void>;
  configuration(): Promise<oauth.Configuration>;
};

export type ClientOptions = {
  readonly issuer: string;
  /** Where its resources are for certificate-bound tokens. */
  readonly mtlsOrigin: string;
  /** Where this TPP's browser goes instead of the published endpoint; the request is the same. */
  readonly browserPage: string;
  readonly simulator: string;
  readonly tpp: RegisteredTpp;
  readonly key: TppKey;
  readonly certificateThumbprint: string;
  /** Shows the TPP's certificate where it has one to show. */
  readonly trusted: TrustedFetch;
  readonly clock: Clock;
};

/**
 * A FAPI 2.0 client by openid-client: PAR, PKCE and rich authorization requests, by private_key_jwt or by certificate, with
 * tokens bound by DPoP or by certificate.
 */
export function oauthClient(options: ClientOptions): OauthClient {
  const { issuer, mtlsOrigin, browserPage, simulator, tpp, key, trusted, clock } = options;
  const byCertificate = tpp.tokenBinding === 'mtls';
  const resources = byCertificate ? mtlsOrigin : issuer;
  let discovered: Promise<oauth.Configuration> | undefined;
  const discover = (): Promise<oauth.Configuration> =>
    oauth.discovery(
      new URL(issuer),
      tpp.clientId,
      {
        token_endpoint_auth_signing_alg: 'ES256',
        id_token_signed_response_alg: 'ES256',
        use_mtls_endpoint_aliases: byCertificate,
      },
      tpp.authentication === 'tls_client_auth'
        ? oauth.TlsClientAuth()
        : oauth.PrivateKeyJwt({ key: key.privateKey, kid: key.kid }),
      { [oauth.customFetch]: (url, request) => trusted.fetch(url, request) },
    );
  const configuration = (): Promise<oauth.Configuration> => {
    discovered ??= discover().catch((error: unknown) => {
      discovered = undefined; // the server may be up at the next try
      throw error;
    });
    return discovered;
  };
  const newDpop = async (config: oauth.Configuration) =>
    byCertificate ? undefined : oauth.getDPoPHandle(config, await oauth.randomDPoPKeyPair('ES256'));
  /** Exact optional types: absent, not undefined. */
  const bound = (dpop: oauth.DPoPHandle | undefined) => (dpop === undefined ? {} : { DPoP: dpop });
  const asTokens = async (
    response: oauth.TokenEndpointResponse,
    dpop: oauth.DPoPHandle | undefined,
    before?: Tokens,
  ): Promise<Tokens> => ({
    accessToken: response.access_token,
    refreshToken: tpp.keepsRefreshToken ? (response.refresh_token ?? before?.refreshToken) : undefined,
    idToken: response.id_token ?? before?.idToken,
    dpop,
    binding:
      dpop === undefined
        ? { kind: 'mtls', thumbprint: options.certificateThumbprint }
        : { kind: 'dpop', thumbprint: await dpop.calculateThumbprint() },
    scope: response.scope ?? before?.scope ?? '',
    grantId: typeof response['grant_id'] === 'string' ? response['grant_id'] : before?.grantId,
    expiresAt: new Date(clock.now().getTime() + (response.expires_in ?? 0) * 1000),
    authorizationDetails: response.authorization_details ?? before?.authorizationDetails ?? [],
  });

  return {
    configuration,
    async start(asked = {}, changes = {}) {
      const config = await configuration();
      const dpop = await newDpop(config);
      const codeVerifier = oauth.randomPKCECodeVerifier();
      const state = oauth.randomState();
      const { search } = await oauth.buildAuthorizationUrlWithPAR(
        config,
        {
          redirect_uri: `${simulator}${callbackPath(tpp)}`,
          scope: tpp.keepsRefreshToken ? 'openid offline_access' : 'openid',
          ...(tpp.keepsRefreshToken ? { prompt: 'consent' } : {}),
          response_type: 'code',
          state,
          code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
          code_challenge_method: 'S256',
          authorization_details: authorizationDetails(asked),
          ...changes,
        },
        bound(dpop),
      );
      const url = new URL(browserPage);
      url.search = search;
      return { pending: { clientId: tpp.clientId, state, codeVerifier, dpop }, url };
    },
    async finish(callback, pending) {
      const response = await oauth.authorizationCodeGrant(
        await configuration(),
        callback,
        { pkceCodeVerifier: pending.codeVerifier, expectedState: pending.state },
        undefined,
        bound(pending.dpop),
      );
      return asTokens(response, pending.dpop);
    },
    async refresh(tokens) {
      if (tokens.refreshToken === undefined) throw new Error('the server gave no refresh token');
      const response = await oauth.refreshTokenGrant(
        await configuration(),
        tokens.refreshToken,
        undefined,
        bound(tokens.dpop),
      );
      return asTokens(response, tokens.dpop, tokens);
    },
    async read(tokens, path) {
      return oauth.fetchProtectedResource(
        await configuration(),
        tokens.accessToken,
        new URL(path, resources),
        'GET',
        undefined,
        new Headers({ accept: 'application/json' }),
        bound(tokens.dpop),
      );
    },
    async send(tokens, path, { json, headers }) {
      return oauth.fetchProtectedResource(
        await configuration(),
        tokens.accessToken,
        new URL(path, resources),
        'POST',
        JSON.stringify(json),
        new Headers({ accept: 'application/json', 'content-type': 'application/json', ...headers }),
        bound(tokens.dpop),
      );
    },
    async endLink(tokens) {
      if (tokens.grantId === undefined) throw new Error('the server named no grant');
      const config = await configuration();
      const dpop = await newDpop(config);
      const own = await oauth.clientCredentialsGrant(config, { scope: 'grant_management_revoke' }, bound(dpop));
      await oauth.fetchProtectedResource(
        config,
        own.access_token,
        new URL(`/grants/${encodeURIComponent(tokens.grantId)}`, resources),
        'DELETE',
        undefined,
        undefined,
        bound(dpop),
      );
    },
  };
}
