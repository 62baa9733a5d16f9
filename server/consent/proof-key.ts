import type { KeyObject } from 'node:crypto';

/** What tokens can do (RFC 7518 §3.1): ECDSA on P-256, RSA-PSS, and RSASSA-PKCS1-v1_5 for tokens without PSS. */
export const proofAlgorithms = ['ES256', 'PS256', 'RS256'] as const;
export type ProofAlgorithm = (typeof proofAlgorithms)[number];

/** RFC 7518 §3.3 asks for 2048 bits; beyond 4096 a verification costs more than any token's key is worth. */
const rsaBits = { min: 2048, max: 4096 } as const;
const largestExponent = 2n ** 32n;

/** Whether a public key is of the kind that `alg` is for, so that nobody picks the pair that suits him. */
export function keyFits(key: KeyObject, alg: ProofAlgorithm): boolean {
  const { namedCurve, modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  const fairRsa =
    modulusLength >= rsaBits.min &&
    modulusLength <= rsaBits.max &&
    publicExponent < largestExponent &&
    publicExponent > 2n;
  switch (key.asymmetricKeyType) {
    case 'ec':
      return alg === 'ES256' && namedCurve === 'prime256v1';
    case 'rsa':
      return alg !== 'ES256' && fairRsa;
    case 'rsa-pss':
      return alg === 'PS256' && fairRsa;
    default:
      return false;
  }
}
