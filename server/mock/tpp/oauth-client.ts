import * as oauth from 'openid-client';
import type { ServiceId } from '../../contract/catalogue.ts';
import type { TppKey } from './keys.ts';
import { callbackPath, type RegisteredTpp } from './registered.ts';
import type { TrustedFetch } from './trusted-fetch.ts';

/** What a TPP keeps between sending the browser away and its return; belongs to one browser session. */
export type PendingRequest = {
  readonly clientId: string;
  readonly state: string;
  readonly codeVerifier: string;
  readonly dpop: oauth.DPoPHandle;
};

export type Tokens = {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly dpop: oauth.DPoPHandle;
  /** What was granted, as the server says it (RFC 9396 §7). */
  readonly authorizationDetails: readonly unknown[];
};

export type OauthClient = {
  start(): Promise<{ readonly pending: PendingRequest; readonly url: URL }>;
  /** Checks state, issuer and everything else, then exchanges the code. Throws what openid-client throws. */
  finish(callback: URL, pending: PendingRequest): Promise<Tokens>;
  refresh(tokens: Tokens): Promise<Tokens>;
  /** A GET on the bank's resource API with the DPoP-bound token. */
  read(tokens: Tokens, path: string): Promise<Response>;
};

export const authorizationType = 'corporate_account_access';

type ClientOptions = {
  readonly issuer: string;
  /** Where this TPP's browser goes instead of the published endpoint; the request is the same. */
  readonly browserPage: string;
  readonly simulator: string;
  readonly tpp: RegisteredTpp;
  readonly key: TppKey;
  readonly trusted: TrustedFetch;
};

function requested(tpp: RegisteredTpp): string {
  const services: readonly ServiceId[] = tpp.services;
  return JSON.stringify([{ type: authorizationType, services }]);
}

/** A FAPI 2.0 client by openid-client: private_key_jwt, PAR, PKCE, DPoP and rich authorization requests. */
export function oauthClient({ issuer, browserPage, simulator, tpp, key, trusted }: ClientOptions): OauthClient {
  let discovered: Promise<oauth.Configuration> | undefined;
  const discover = async (): Promise<oauth.Configuration> => {
    const configuration = await oauth.discovery(
      new URL(issuer),
      tpp.clientId,
      { token_endpoint_auth_signing_alg: 'ES256', id_token_signed_response_alg: 'ES256' },
      oauth.PrivateKeyJwt({ key: key.privateKey, kid: key.kid }),
      { [oauth.customFetch]: (url, options) => trusted.fetch(url, options) },
    );
    return configuration;
  };
  const configuration = (): Promise<oauth.Configuration> => {
    discovered ??= discover().catch((error: unknown) => {
      discovered = undefined; // the server may be up at the next try
      throw error;
    });
    return discovered;
  };
  const asTokens = (response: oauth.TokenEndpointResponse, dpop: oauth.DPoPHandle, before?: Tokens): Tokens => ({
    accessToken: response.access_token,
    refreshToken: response.refresh_token ?? before?.refreshToken,
    dpop,
    authorizationDetails: response.authorization_details ?? before?.authorizationDetails ?? [],
  });

  return {
    async start() {
      const config = await configuration();
      const dpop = oauth.getDPoPHandle(config, await oauth.randomDPoPKeyPair('ES256'));
      const codeVerifier = oauth.randomPKCECodeVerifier();
      const state = oauth.randomState();
      const { search } = await oauth.buildAuthorizationUrlWithPAR(
        config,
        {
          redirect_uri: `${simulator}${callbackPath(tpp)}`,
          scope: 'openid offline_access',
          prompt: 'consent',
          response_type: 'code',
          state,
          code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
          code_challenge_method: 'S256',
          authorization_details: requested(tpp),
        },
        { DPoP: dpop },
      );
      const url = new URL(browserPage);
      url.search = search;
      return { pending: { clientId: tpp.clientId, state, codeVerifier, dpop }, url };
    },
    async finish(callback, pending) {
      const config = await configuration();
      const response = await oauth.authorizationCodeGrant(
        config,
        callback,
        { pkceCodeVerifier: pending.codeVerifier, expectedState: pending.state },
        undefined,
        { DPoP: pending.dpop },
      );
      return asTokens(response, pending.dpop);
    },
    async refresh(tokens) {
      if (tokens.refreshToken === undefined) throw new Error('the server gave no refresh token');
      const response = await oauth.refreshTokenGrant(await configuration(), tokens.refreshToken, undefined, {
        DPoP: tokens.dpop,
      });
      return asTokens(response, tokens.dpop, tokens);
    },
    async read(tokens, path) {
      return oauth.fetchProtectedResource(
        await configuration(),
        tokens.accessToken,
        new URL(path, issuer),
        'GET',
        undefined,
        new Headers({ accept: 'application/json' }),
        { DPoP: tokens.dpop },
      );
    },
  };
}
