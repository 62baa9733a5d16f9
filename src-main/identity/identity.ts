import { X509Certificate } from 'node:crypto';
import type { IdentityView } from '../contract/views.ts';

const day = 86_400_000;

/** `CN=…, OU=…, O=…, C=JP`: most specific first (RFC 4514 §2.1), from the one-name-per-line form of Node. */
function nameLine(name: string): string {
  return name.split('\n').reverse().join(', ');
}

function attribute(name: string, type: string): string | null {
  const line = name.split('\n').find((part) => part.startsWith(`${type}=`));
  return line === undefined ? null : line.slice(type.length + 1);
}

function pairs(serial: string): string {
  const even = serial.length % 2 === 0 ? serial : `0${serial}`;
  return (even.match(/../g) ?? []).join(' ').toUpperCase();
}

/**
 * 証明書情報 of a certificate. `pem` comes from the operating system's store.
 * @throws when it is not a certificate.
 */
export function describeCertificate(id: string, pem: string, now: Date): IdentityView {
  const certificate = new X509Certificate(pem);
  const notAfter = new Date(certificate.validTo);
  return {
    id,
    holder: attribute(certificate.subject, 'CN') ?? nameLine(certificate.subject),
    company: attribute(certificate.subject, 'O') ?? '',
    subject: nameLine(certificate.subject),
    issuer: attribute(certificate.issuer, 'CN') ?? nameLine(certificate.issuer),
    serial: pairs(certificate.serialNumber),
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: notAfter.toISOString(),
    daysLeft: Math.floor((notAfter.getTime() - now.getTime()) / day),
    place: 'os-store',
  };
}
