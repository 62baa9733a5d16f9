import type { X509Certificate } from 'node:crypto';
import { Certificate, ExtKeyUsage } from 'pkijs';
import { BitString } from 'asn1js';
import { hasUnknownCritical } from './critical.ts';

const keyUsage = '2.5.29.15';
const extendedKeyUsage = '2.5.29.37';
const clientAuth = '1.3.6.1.5.5.7.3.2';

/** digitalSignature is the first bit (RFC 5280 §4.2.1.3). */
const digitalSignature = 0x80;

/** A login certificate must say both: keyUsage digitalSignature and extendedKeyUsage clientAuth. Silence is a no. */
export function isForClientLogin(certificate: X509Certificate): boolean {
  if (certificate.ca || hasUnknownCritical(certificate)) return false;
  const extensions = Certificate.fromBER(certificate.raw).extensions ?? [];
  const usage: unknown = extensions.find((extension) => extension.extnID === keyUsage)?.parsedValue;
  const purposes: unknown = extensions.find((extension) => extension.extnID === extendedKeyUsage)?.parsedValue;
  const signs =
    usage instanceof BitString && ((usage.valueBlock.valueHexView[0] ?? 0) & digitalSignature) === digitalSignature;
  return signs && purposes instanceof ExtKeyUsage && purposes.keyPurposes.includes(clientAuth);
}
