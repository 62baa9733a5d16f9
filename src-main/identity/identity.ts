import { X509Certificate } from 'node:crypto';
import type { IdentityView } from '../contract/views.ts';
import { nameAttribute, nameLine } from './describe-name.ts';
import { daysLeft, endingOf } from './ending.ts';

function pairs(serial: string): string {
  const even = serial.length % 2 === 0 ? serial : `0${serial}`;
  return (even.match(/../g) ?? []).join(' ').toUpperCase();
}

/** What a certificate says, whenever and wherever it is read. */
type Printed = Pick<IdentityView, 'holder' | 'company' | 'subject' | 'issuer' | 'serial' | 'notBefore' | 'notAfter'>;

function parse(pem: string): Printed {
  const certificate = new X509Certificate(pem);
  return {
    holder: nameAttribute(certificate.subject, 'CN') ?? nameLine(certificate.subject),
    company: nameAttribute(certificate.subject, 'O') ?? '',
    subject: nameLine(certificate.subject),
    issuer: nameAttribute(certificate.issuer, 'CN') ?? nameLine(certificate.issuer),
    serial: pairs(certificate.serialNumber),
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: new Date(certificate.validTo).toISOString(),
  };
}

/** Two hundred take longer to parse than to list, and each is listed several times: with its part of the list, again at 「読み直す」. */
const known = new Map<string, Printed>();
/** More than any store has; then it starts anew. */
const mostKnown = 1000;

function printed(pem: string): Printed {
  const found = known.get(pem);
  if (found !== undefined) return found;
  const parsed = parse(pem);
  if (known.size >= mostKnown) known.clear();
  known.set(pem, parsed);
  return parsed;
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
  const certificate = printed(pem);
  const notAfter = new Date(certificate.notAfter);
  return {
    id,
    ...certificate,
    daysLeft: daysLeft(notAfter, now),
    place: token === null ? 'os-store' : 'token',
    token,
    ending: endingOf(notAfter, now),
    replaced: false,
  };
}
