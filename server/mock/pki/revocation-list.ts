import type { Authority } from './authority.ts';
import { authorityAlgorithm } from './keys.ts';
import type { Revoked } from './revocation.ts';
import { daysAfter, x509 } from './x509.ts';

/** A fresh list of `authority`, DER, good for a day. */
export async function signList(authority: Authority, revoked: Revoked, now: Date): Promise<Uint8Array> {
  const list = await x509.X509CrlGenerator.create({
    issuer: authority.certificate.subjectName,
    thisUpdate: now,
    nextUpdate: daysAfter(now, 1),
    signingAlgorithm: authorityAlgorithm,
    signingKey: authority.privateKey,
    // Without a reason the generator writes an empty list of extensions, which is not DER.
    entries: Object.entries(revoked).map(([serialNumber, at]) => ({
      serialNumber,
      revocationDate: new Date(at),
      reason: x509.X509CrlReason.keyCompromise,
    })),
  });
  return new Uint8Array(list.rawData);
}
