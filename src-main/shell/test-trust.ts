import type { X509Certificate } from 'node:crypto';
import type { Profile } from '../policy/profile.ts';

type Trust = NonNullable<Profile['trust']>;

const fingerprint = (certificate: X509Certificate): string =>
  certificate.fingerprint256.replaceAll(':', '').toLowerCase();

const inDate = (certificate: X509Certificate, now: Date): boolean =>
  new Date(certificate.validFrom) <= now && now <= new Date(certificate.validTo);

/**
 * Whether a test profile's certificate authority vouches for `host`: the leaf is for that host, in date, and signed by the
 * very authority whose fingerprint the profile pins. `chain` is what the server sent, leaf first.
 */
export function isTrusted(trust: Trust, host: string, chain: readonly X509Certificate[], now: Date): boolean {
  const leaf = chain[0];
  const authority = chain.find((certificate) => fingerprint(certificate) === trust.caSha256);
  if (leaf === undefined || authority === undefined || !trust.hosts.includes(host)) return false;
  if (!inDate(leaf, now) || !inDate(authority, now) || leaf.checkHost(host) === undefined) return false;
  return leaf.checkIssued(authority) && leaf.verify(authority.publicKey);
}
