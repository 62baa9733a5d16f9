import type { ServerOptions } from 'node:https';
import { mutualTls, plainTls, type ServerCertificate } from '../http/tls.ts';
import type { TestPki } from './pki.ts';

/** The authority is sent along, because the app knows only its fingerprint and needs its key to check the leaf. */
const own = (pki: TestPki): ServerCertificate => ({
  cert: `${pki.server.certPem}\n${pki.serverCa.pem}`,
  key: pki.server.keyPem,
});

export const issuerTls = (pki: TestPki): ServerOptions => plainTls(own(pki));

/** The customers' authorities only. TLS 1.2 stays on for tokens that lack RSA-PSS. */
export const certificateTls = (pki: TestPki): ServerOptions =>
  mutualTls(own(pki), [pki.clientRoot.pem, pki.clientIssuing.pem]);

/** Where TPPs prove themselves (RFC 8705). A customer's certificate is worth nothing here, a TPP's nothing at the customers' endpoint. */
export const tppTls = (pki: TestPki): ServerOptions => mutualTls(own(pki), [pki.tppCa.pem]);
