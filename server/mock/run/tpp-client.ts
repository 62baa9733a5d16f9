import { join } from 'node:path';
import * as oauth from 'openid-client';
import type { ServiceId } from '../../contract/catalogue.ts';
import { authorizationDetails, type Asked } from '../tpp/asked.ts';
import { ensureTppKey, type TppKey } from '../tpp/keys.ts';
import { trustedFetch, type TrustedFetch } from '../tpp/trusted-fetch.ts';
import { connectionsTo, type ReachedSite } from './reached-world.ts';

export type Started = {
  readonly url: URL;
  readonly state: string;
  readonly codeVerifier: string;
  readonly dpop: oauth.DPoPHandle;
};

export type Granted = {
  readonly tokens: oauth.TokenEndpointResponse & oauth.TokenEndpointResponseHelpers;
  readonly details: readonly GrantedDetail[];
};

export type GrantedDetail = {
  readonly type: string;
  readonly permissions: readonly { readonly service: ServiceId; readonly accounts: readonly string[] }[];
  readonly until: string;
};

type ClientOptions = { readonly world: ReachedSite; readonly clientId: string; readonly key?: TppKey };

/** A TPP's OAuth client for tests: openid-client, with every part open to be tampered with. */
export class TppClient {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly configuration: oauth.Configuration;
  readonly #trusted: TrustedFetch;

  private constructor(
    clientId: string,
    redirectUri: string,
    configuration: oauth.Configuration,
    trusted: TrustedFetch,
  ) {
    this.clientId = clientId;
    this.redirectUri = redirectUri;
    this.configuration = configuration;
    this.#trusted = trusted;
  }

  static async open({ world, clientId, key }: ClientOptions): Promise<TppClient> {
    const { privateKey, kid } = key ?? (await ensureTppKey(join(world.home, 'tpp-keys'), clientId));
    const trusted = trustedFetch(world.pki.serverCa.pem, connectionsTo(world));
    const configuration = await oauth.discovery(
      new URL(world.issuer),
      clientId,
      { token_endpoint_auth_signing_alg: 'ES256', id_token_signed_response_alg: 'ES256' },
      oauth.PrivateKeyJwt({ key: privateKey, kid }),
      { [oauth.customFetch]: (url, options) => trusted.fetch(url, options) },
    );
    return new TppClient(clientId, `${world.tpp}/callback/${clientId}`, configuration, trusted);
  }

  /** PAR; answers the URL a browser would be sent to. */
  async start(asked: Asked = {}, overrides: Record<string, string> = {}): Promise<Started> {
    const dpop = oauth.getDPoPHandle(this.configuration, await oauth.randomDPoPKeyPair('ES256'));
    const codeVerifier = oauth.randomPKCECodeVerifier();
    const state = oauth.randomState();
    const url = await oauth.buildAuthorizationUrlWithPAR(
      this.configuration,
      {
        redirect_uri: this.redirectUri,
        response_type: 'code',
        scope: 'openid offline_access',
        prompt: 'consent',
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        authorization_details: authorizationDetails(asked),
        ...overrides,
      },
      { DPoP: dpop },
    );
    return { url, state, codeVerifier, dpop };
  }

  /** Checks the return and exchanges the code; throws openid-client's errors. */
  async finish(location: URL, started: Started): Promise<Granted> {
    const tokens = await oauth.authorizationCodeGrant(
      this.configuration,
      location,
      { pkceCodeVerifier: started.codeVerifier, expectedState: started.state },
      undefined,
      { DPoP: started.dpop },
    );
    return { tokens, details: (tokens.authorization_details ?? []) as unknown as readonly GrantedDetail[] };
  }

  /** A GET on the resource API; a refusal is answered, not thrown. */
  async read(path: string, accessToken: string, dpop: oauth.DPoPHandle): Promise<{ status: number; body: unknown }> {
    try {
      const response = await oauth.fetchProtectedResource(
        this.configuration,
        accessToken,
        new URL(path, this.configuration.serverMetadata().issuer),
        'GET',
        undefined,
        undefined,
        { DPoP: dpop },
      );
      return { status: response.status, body: await response.json() };
    } catch (error) {
      if (!(error instanceof oauth.WWWAuthenticateChallengeError)) throw error;
      return { status: error.status, body: await error.response.json() };
    }
  }

  close(): Promise<void> {
    return this.#trusted.close();
  }
}
