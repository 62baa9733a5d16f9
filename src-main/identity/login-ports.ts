import type { FailureCode } from '../contract/failure.ts';
import type { LeftOutView, Screen } from '../contract/views.ts';
import type { Http } from '../consent/http.ts';
import type { CertificateLogin } from './certificate-login.ts';
import type { ProofRequest } from './proof.ts';
import type { TokenReader } from './token/token-port.ts';

/** The screens between 「電子証明書ログイン」 and the server's answer. */
export type LoginScreen = Extract<
  Screen,
  { kind: 'reading-certificates' | 'certificates' | 'token-pin' | 'token-removed' | 'proving' }
>;

/** How the customer showed that the certificate's key is his. */
export type Proven =
  | { readonly way: 'mutual-tls'; readonly http: Http; readonly fingerprint: string }
  | { readonly way: 'token'; readonly proof: string; readonly fingerprint: string };

/** The certificate that was right last time, by its SHA-256 (hex). */
export type Remembered = { get(): string | null; set(fingerprint: string): void };

export type LoginPorts = {
  readonly certificates: CertificateLogin;
  readonly tokens: TokenReader;
  /** What the operating system left out, with the reason. It may take its time: the list does not wait for it. */
  readonly leftOut: (offered: readonly string[]) => Promise<readonly LeftOutView[]>;
  readonly remembered: Remembered;
  /** How long a customer has at the keys of a reader, ms. */
  readonly readerTime: number;
  readonly now: () => Date;
};

/** The server's side of this login. */
export type LoginRequest = {
  readonly origin: string;
  readonly proof: ProofRequest | null;
  /** The server's clock, as far as it is known here: a proof is judged by it. */
  readonly serverNow: () => Date;
};

export type LoginHooks = {
  readonly show: (screen: LoginScreen) => void;
  readonly proven: (proven: Proven) => Promise<void>;
  readonly failed: (code: FailureCode) => void;
  readonly broken: (error: unknown) => void;
};
