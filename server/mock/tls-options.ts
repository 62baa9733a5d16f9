import { constants } from 'node:crypto';
import type { ServerOptions } from 'node:https';
import type { TestPki } from './pki.ts';

/**
 * Plain server TLS: nobody is asked for a certificate at the issuer. The authority is sent along, because the app knows
 * only its fingerprint and needs its key to check the leaf.
 */
export function issuerTls(pki: TestPki): ServerOptions {
  return { cert: `${pki.server.certPem}\n${pki.serverCa.pem}`, key: pki.server.keyPem, minVersion: 'TLSv1.2' };
}

/**
 * Asks for a client certificate and lets every answer in: the application says why a certificate is refused, TLS could
 * not. TLS 1.2 stays on for tokens that lack RSA-PSS. `ca` holds the customers' authorities only, because their names are
 * what the client is offered. Sessions are not resumed: every connection proves the key anew.
 */
export function certificateTls(pki: TestPki): ServerOptions {
  return {
    ...issuerTls(pki),
    ca: [pki.clientRoot.pem, pki.clientIssuing.pem],
    requestCert: true,
    rejectUnauthorized: false,
    secureOptions: constants.SSL_OP_NO_TICKET,
    sessionTimeout: 1,
  };
}
