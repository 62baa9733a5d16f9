import type { ServerOptions } from 'node:https';
import { mutualTls, plainTls, type ServerCertificate } from '../http/tls.ts';
import type { TestPki } from './pki.ts';

const certificateOf = (pki: TestPki): ServerCertificate => ({
  cert: `${pki.server.certPem}\n${pki.serverCa.pem}`,
  key: pki.server.keyPem,
});

/**
 * Plain server TLS: nobody is asked for a certificate at the issuer. The authority is sent along, because the app knows
 * only its fingerprint and needs its key to check the leaf.
 */
export function issuerTls(pki: TestPki): ServerOptions {
  return plainTls(certificateOf(pki));
}

/**
 * Where TPPs prove themselves (RFC 8705). The TPPs' authority only: a customer's certificate is worth nothing here, a TPP's
 * nothing at the customers' endpoint.
 */
export function tppTls(pki: TestPki): ServerOptions {
  return { ...certificateTls(pki), ca: [pki.tppCa.pem] };
}

/**
 * Asks for a client certificate and lets every answer in: the application says why a certificate is refused, TLS could
 * not. TLS 1.2 stays on for tokens that lack RSA-PSS. `ca` holds the customers' authorities only, because their names are
 * what the client is offered. Sessions are not resumed: every connection proves the key anew.
 */
export function certificateTls(pki: TestPki): ServerOptions {
  return mutualTls(certificateOf(pki), [pki.clientRoot.pem, pki.clientIssuing.pem]);
}
