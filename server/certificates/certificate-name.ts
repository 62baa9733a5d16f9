import { createHash, X509Certificate } from 'node:crypto';
import type { Integer } from 'asn1js';
import { Certificate } from 'pkijs';
import type { CertificateRecord } from '../bank/records.ts';

export type CertificateName = Pick<CertificateRecord, 'issuerHash' | 'serial'>;

const trimmed = (hex: string): string => hex.toUpperCase().replace(/^(?:00)+(?=.)/, '');

/** A serial number as the bank writes it: upper-case hex without leading zero bytes. */
export const serialOf = (serial: Integer): string =>
  trimmed(Buffer.from(serial.valueBlock.valueHexView).toString('hex'));

/**
 * Issuer and serial number, under which the bank registers a certificate. The issuer is hashed as it is encoded in the
 * certificate: comparing decoded names invites look-alikes. Throws when the bytes are not a certificate.
 */
export function certificateName(certificate: X509Certificate | string | Uint8Array): CertificateName {
  const parsed = certificate instanceof X509Certificate ? certificate : new X509Certificate(certificate);
  const { issuer } = Certificate.fromBER(parsed.raw);
  return {
    issuerHash: createHash('sha256').update(new Uint8Array(issuer.valueBeforeDecode)).digest('hex'),
    serial: trimmed(parsed.serialNumber),
  };
}
