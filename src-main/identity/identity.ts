import { X509Certificate } from 'node:crypto';
import type { IdentityView } from '../contract/views.ts';
import { nameAttribute, nameLine } from './describe-name.ts';
import { daysLeft, endingOf } from './ending.ts';

function pairs(serial: string): string {
  const even = serial.length % 2 === 0 ? serial : `0${serial}`;
  return (even.match(/../g) ?? []).join(' ').toUpperCase();
}

/**
 * 証明書情報 of a certificate. `token` names the one it lies on; `null` for the operating system's store. Whether it was replaced
 * by a newer one only a whole list can tell: `markReplaced`.
 * @throws when `pem` is not a certificate.
 */
export function describeCertificate(
  id: string,
  pem: string,
  now: Date,
  token: IdentityView['token'] = null,
): IdentityView {
  const certificate = new X509Certificate(pem);
  const notAfter = new Date(certificate.validTo);
  return {
    id,
    holder: nameAttribute(certificate.subject, 'CN') ?? nameLine(certificate.subject),
    company: nameAttribute(certificate.subject, 'O') ?? '',
    subject: nameLine(certificate.subject),
    issuer: nameAttribute(certificate.issuer, 'CN') ?? nameLine(certificate.issuer),
    serial: pairs(certificate.serialNumber),
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: notAfter.toISOString(),
    daysLeft: daysLeft(notAfter, now),
    place: token === null ? 'os-store' : 'token',
    token,
    ending: endingOf(notAfter, now),
    replaced: false,
  };
}
