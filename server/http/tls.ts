import { constants } from 'node:crypto';
import type { ServerOptions } from 'node:https';

/** BCP 195 (RFC 9325 §4.2) for TLS 1.2, as FAPI 2.0 Security Profile §5.2.2 asks; TLS 1.3 has its own. */
const ciphers = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
].join(':');

export type ServerCertificate = { readonly cert: string; readonly key: string };

/** Nobody is asked for a certificate. */
export const plainTls = ({ cert, key }: ServerCertificate): ServerOptions => ({
  cert,
  key,
  ciphers,
  honorCipherOrder: true,
  minVersion: 'TLSv1.2',
});

/**
 * Asks for a client certificate and lets every answer in: the application says why one is refused, TLS could not. Only the names
 * of `ca` are offered to the client. Sessions are not resumed: every connection proves its key anew.
 */
export const mutualTls = (certificate: ServerCertificate, ca: readonly string[]): ServerOptions => ({
  ...plainTls(certificate),
  ca: [...ca],
  requestCert: true,
  rejectUnauthorized: false,
  secureOptions: constants.SSL_OP_NO_TICKET,
  sessionTimeout: 1,
});
