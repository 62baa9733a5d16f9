import type { X509Certificate } from 'node:crypto';
import { Certificate, CertificateRevocationList } from 'pkijs';
import type { Clock } from '../clock.ts';

export type RevocationStatus = 'good' | 'revoked' | 'unknown';

/** Whether a certificate still stands, asked with the CA that issued it. */
export type RevocationCheck = {
  status(certificate: X509Certificate, issuer: X509Certificate): Promise<RevocationStatus>;
};

const hex = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('hex');

function parsePem(pem: string): CertificateRevocationList {
  const body = /-----BEGIN X509 CRL-----([\s\S]+?)-----END X509 CRL-----/.exec(pem)?.[1];
  if (body === undefined) throw new Error('a configured revocation list is not PEM');
  return CertificateRevocationList.fromBER(Buffer.from(body, 'base64'));
}

/**
 * Looks into lists that are at hand. A CA without a list is taken for one that does not publish any; a CA whose lists are all
 * unsigned by it or out of date leaves the question open.
 */
export function revocationByLists(pems: readonly string[], clock: Clock): RevocationCheck {
  const lists = pems.map(parsePem);
  return {
    async status(certificate, issuer) {
      const target = Certificate.fromBER(certificate.raw);
      const authority = Certificate.fromBER(issuer.raw);
      const ofIssuer = lists.filter((list) => list.issuer.isEqual(authority.subject));
      if (ofIssuer.length === 0) return 'good';
      const now = clock.now();
      for (const list of ofIssuer) {
        const inDate = list.thisUpdate.value <= now && (list.nextUpdate?.value ?? now) >= now;
        if (!inDate || !(await list.verify({ issuerCertificate: authority }))) continue;
        const serial = hex(target.serialNumber.valueBlock.valueHexView.slice().buffer);
        const revoked = list.revokedCertificates?.some(
          (entry) => hex(entry.userCertificate.valueBlock.valueHexView.slice().buffer) === serial,
        );
        return revoked === true ? 'revoked' : 'good';
      }
      return 'unknown';
    },
  };
}
