import type { ApiLimits } from './bank/api/limits.ts';
import type { RevocationConfig } from './certificates/revocation-config.ts';
import type { Words } from './contract/catalogue.ts';
import type { RateLimits } from './http/rate-limit-config.ts';

export type Bank = {
  readonly name: Words;
  readonly support: { readonly name: Words; readonly phone: string; readonly hours: Words };
};

/** The 意思確認. `{tpp}`, `{bank}` and `{company}` in the text are filled in by the server. */
export type Intent = { readonly version: string; readonly text: Words };

/** Authenticates with `private_key_jwt`, like a TPP, and gets no tokens itself. */
export type ResourceServer = {
  readonly clientId: string;
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
};

export type ServerConfig = {
  /** Origin of the authorization server, e.g. `https://auth.example.jp`. */
  readonly issuer: string;
  /** Origin of the endpoint that asks for the client certificate. */
  readonly certificateOrigin: string;
  /**
   * Origin at which TPPs prove themselves by mutual TLS (RFC 8705): the same endpoints as the issuer's that a TPP calls itself,
   * published as `mtls_endpoint_aliases`. Its listener asks for a certificate and trusts the TPPs' authorities only.
   */
  readonly mtlsOrigin: string;
  /** Full URL of the authorization endpoint as an ordinary browser sees it. */
  readonly authorizationPage: string;
  /** Scheme of the deep link into the app. */
  readonly scheme: string;
  /** Oldest app version that is served, `major.minor.patch`. */
  readonly minimumClient: string;
  readonly environment: 'test' | 'production';
  readonly bank: Bank;
  /** PEM of the CAs that issue the customers' certificates: roots (self-signed) and intermediates. */
  readonly clientCa: readonly string[];
  /** Where it is looked up whether a certificate was revoked. */
  readonly revocation: RevocationConfig;
  /** PEM of the CAs that issue the TPPs' certificates; needed where their revocation is looked up. */
  readonly tppCa?: readonly string[];
  /** Where it is looked up whether a TPP's certificate was revoked; left out: nowhere. */
  readonly tppRevocation?: RevocationConfig;
  /** How often somebody may ask; left out: `defaultRateLimits`. */
  readonly limits?: RateLimits;
  /** How long a flow lasts, and how often the customer may ask for the same time again. */
  readonly flow: { readonly minutes: number; readonly extensions: number };
  readonly password: { readonly min: number; readonly max: number; readonly tries: number };
  readonly pin: { readonly digits: number; readonly tries: number };
  readonly intent: Intent;
  /** Days for which one of the server's own keys is used (signing, cookies); left out: 90. */
  readonly keyRotationDays?: number;
  /** What the APIs for TPPs allow; left out: the usual limits. */
  readonly api?: ApiLimits;
  /** Resource servers of the bank's own that may look at access tokens (RFC 7662). Left out: none. */
  readonly resourceServers?: readonly ResourceServer[];
  /**
   * `rotate` (the standard): every use of a refresh token gives a new one, and using an old one again ends the link. `keep`: the
   * same one stays, as FAPI 2.0 Security Profile 5.3.2.1-9 asks of a strictly conforming server.
   */
  readonly refreshTokens?: 'rotate' | 'keep';
};
