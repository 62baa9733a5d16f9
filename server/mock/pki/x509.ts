// @peculiar/x509 resolves its parts by decorators and needs the metadata polyfill before its first import.
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(crypto);

export { x509 };

const day = 86_400_000;
export const daysAfter = (from: Date, days: number): Date => new Date(from.getTime() + days * day);

/** 16 random bytes, positive and without a leading zero byte (RFC 5280 §4.1.2.2), upper-case hex. */
export function randomSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex').toUpperCase();
}

/** Values of a distinguished name as typed strings, so that no character of a company's name has to be escaped. */
export function distinguishedName(parts: readonly (readonly ['CN' | 'OU' | 'O' | 'C', string])[]): x509.Name {
  return new x509.Name(parts.map(([type, value]) => ({ [type]: [{ utf8String: value }] })));
}
