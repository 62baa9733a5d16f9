import type { LeftOutReason } from '../contract/views.ts';
import type { CertificateFacts, KeyFacts } from './facts.ts';

export type EligibilityPolicy = {
  /** CNs of the issuers this bank accepts; none named: the issuer is not judged here. */
  readonly issuers: readonly string[];
  readonly now: Date;
  /** The key is to authenticate a TLS 1.3 client; otherwise to make the proof of possession (ES256, PS256, RS256). */
  readonly tls13: boolean;
};

export type Eligibility = 'eligible' | LeftOutReason;

/** What BoringSSL signs with in TLS 1.3 (RFC 8446 §4.2.3), and of it what JWS ES256 has (RFC 7518 §3.4). */
const tlsCurves = ['prime256v1', 'secp384r1', 'secp521r1'];
const proofCurves = ['prime256v1'];
/** Below it servers refuse (and CAs issue) nothing any more: NIST SP 800-131A. */
const leastRsaBits = 2048;

function canSign(key: KeyFacts, tls13: boolean): boolean {
  switch (key.kind) {
    case 'rsa':
      return key.bits >= leastRsaBits;
    case 'ec':
      return (tls13 ? tlsCurves : proofCurves).includes(key.curve);
    case 'other':
      return false;
  }
}

export const isAccepted = ({ issuer }: Pick<CertificateFacts, 'issuer'>, issuers: readonly string[]): boolean =>
  issuers.length === 0 || issuers.includes(issuer);

export const isForLogin = (facts: CertificateFacts): boolean =>
  !facts.authority && facts.digitalSignature && facts.clientAuth;

/**
 * Whether a certificate can be used here, or the one reason that counts. In the order in which the server judges it: a foreign
 * certificate is not to be "renewed", and for one that ended the missing key does not matter any more.
 */
export function eligibility(
  facts: CertificateFacts & { readonly hasPrivateKey: boolean },
  { issuers, now, tls13 }: EligibilityPolicy,
): Eligibility {
  if (!isAccepted(facts, issuers)) return 'wrong-issuer';
  if (now < facts.notBefore) return 'not-yet-valid';
  if (now > facts.notAfter) return 'expired';
  if (!isForLogin(facts)) return 'wrong-usage';
  if (!facts.hasPrivateKey) return 'no-private-key';
  return canSign(facts.key, tls13) ? 'eligible' : 'cannot-sign';
}
