import type { Http } from '../consent/http.ts';
import type { IdentityView } from '../contract/views.ts';

/** One reading of the certificates, for one connection. Whatever comes of it, `close` ends it and forgets the choice. */
export interface CertificateAttempt {
  /** Names this reading; an answer to an older one is dropped. */
  readonly id: string;
  /** What the operating system offers for the server's list of issuers. May be empty. */
  readonly identities: readonly IdentityView[];
  /** Completes mutual TLS with the chosen certificate and gives the connection that presents it. */
  choose(identity: string): Promise<Http>;
  close(): Promise<void>;
}

/** Mutual TLS with a certificate the customer chooses. */
export interface CertificateLogin {
  /**
   * Connects to `origin` and waits until the server's request for a certificate has been turned into a list.
   * @throws {NetworkError} when the connection fails before.
   */
  begin(origin: string): Promise<CertificateAttempt>;
}
