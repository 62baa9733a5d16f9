import type { Http } from '../consent/http.ts';

/** A certificate the operating system offers for this connection. */
export type OfferedCertificate = { readonly id: string; readonly pem: string };

/**
 * Asks for the PIN of a token that lies in the operating system's store (Linux). `null`: not given. The bytes are the
 * asker's to wipe.
 */
export type AskStorePin = (token: string, retry: boolean) => Promise<Uint8Array | null>;

/** One reading of the certificates, for one connection. Whatever comes of it, `close` ends it and forgets the choice. */
export interface CertificateAttempt {
  /** What the operating system offers for the server's list of issuers. May be empty. */
  readonly offered: readonly OfferedCertificate[];
  /** Completes mutual TLS with the chosen certificate and gives the connection that presents it. */
  choose(id: string): Promise<Http>;
  close(): Promise<void>;
}

/** Mutual TLS with a certificate the customer chooses. */
export interface CertificateLogin {
  /**
   * Connects to `origin` and waits until the server's request for a certificate has been turned into a list.
   * @throws {NetworkError} when the connection fails before.
   */
  begin(origin: string, askPin: AskStorePin): Promise<CertificateAttempt>;
}
