import type { X509Certificate } from 'node:crypto';
import { Certificate } from 'pkijs';

/** basicConstraints, keyUsage, extendedKeyUsage, subjectAltName, certificatePolicies, cRLDistributionPoints. */
const understood = new Set(['2.5.29.19', '2.5.29.15', '2.5.29.37', '2.5.29.17', '2.5.29.32', '2.5.29.31']);

/** A certificate with a critical extension that is not understood must be refused (RFC 5280 §4.2); name constraints are one. */
export const hasUnknownCritical = (certificate: X509Certificate): boolean =>
  Certificate.fromBER(certificate.raw).extensions?.some(
    ({ extnID, critical }) => critical && !understood.has(extnID),
  ) === true;
