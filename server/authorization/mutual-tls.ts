import { createHash, type X509Certificate } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import type { IncomingMessage } from 'node:http';
import { errors, type Configuration } from 'oidc-provider';
import { arrivalOf } from '../http/arrival.ts';
import { sameName } from './distinguished-name/name.ts';
import { parseName } from './distinguished-name/parse.ts';
import { subjectOf } from './distinguished-name/subject.ts';

/** `trusted`: TLS found chain, dates and purpose good, by the TPPs' authorities, and it was not found to be revoked. */
export type ShownCertificate = { readonly certificate: X509Certificate; readonly trusted: boolean };

const distrusted = new WeakSet<IncomingMessage>();

/** From here on the certificate of this request is worth as much as one of nobody's authority. */
export const distrust = (request: IncomingMessage): void => void distrusted.add(request);

/** What the other side showed; `undefined` when it showed nothing or came in by another listener. */
export function shownCertificate(request: IncomingMessage): ShownCertificate | undefined {
  const { socket } = request;
  if (!arrivalOf(request).mutualTls || !(socket instanceof TLSSocket)) return undefined;
  const certificate = socket.getPeerX509Certificate();
  return certificate === undefined
    ? undefined
    : { certificate, trusted: socket.authorized && !distrusted.has(request) };
}

/** The certificate a TPP proves itself with. Throws when it is not one of a trusted authority. */
export function tppCertificate(request: IncomingMessage): X509Certificate | undefined {
  const shown = shownCertificate(request);
  if (shown?.trusted === false)
    throw new errors.InvalidClientAuth('the client certificate is not one of a trusted authority');
  return shown?.certificate;
}

/** `x5t#S256` (RFC 8705 §3.1). */
export const thumbprintOf = (certificate: X509Certificate): string =>
  createHash('sha256').update(certificate.raw).digest('base64url');

/** Thumbprint of a trusted certificate on this connection, whoever it belongs to. */
export function provenCertificate({ req }: Context): string | undefined {
  const shown = shownCertificate(req);
  return shown?.trusted === true ? thumbprintOf(shown.certificate) : undefined;
}

/** Whether a certificate's subject is the name a TPP is registered under (RFC 8705 §2.1.2). */
export const isSubject = (certificate: X509Certificate, registered: string): boolean =>
  sameName(subjectOf(certificate.raw), parseName(registered));

type Context = { readonly req: IncomingMessage };

/** The library's questions about mutual TLS (RFC 8705). */
export const mutualTls = {
  enabled: true,
  certificateBoundAccessTokens: true,
  tlsClientAuth: true,
  getCertificate: (context: Context) => tppCertificate(context.req),
  certificateAuthorized: (context: Context) => tppCertificate(context.req) !== undefined,
  certificateSubjectMatches: (context: Context, property: string, expected: string) => {
    const certificate = tppCertificate(context.req);
    return property === 'tls_client_auth_subject_dn' && certificate !== undefined && isSubject(certificate, expected);
  },
} satisfies NonNullable<Configuration['features']>['mTLS'];
