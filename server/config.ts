import type { Words } from './contract/catalogue.ts';

export type Bank = {
  readonly name: Words;
  readonly support: { readonly name: Words; readonly phone: string; readonly hours: Words };
};

/** The 意思確認. `{tpp}`, `{bank}` and `{company}` in the text are filled in by the server. */
export type Intent = { readonly version: string; readonly text: Words };

export type ServerConfig = {
  /** Origin of the authorization server, e.g. `https://auth.example.jp`. */
  readonly issuer: string;
  /** Origin of the endpoint that asks for the client certificate. */
  readonly certificateOrigin: string;
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
  /** PEM of certificate revocation lists that are looked at; another list is never fetched from here. */
  readonly clientCrl?: readonly string[];
  /** How long a flow lasts, and how often the customer may ask for the same time again. */
  readonly flow: { readonly minutes: number; readonly extensions: number };
  readonly password: { readonly min: number; readonly max: number; readonly tries: number };
  readonly pin: { readonly digits: number; readonly tries: number };
  readonly intent: Intent;
};
