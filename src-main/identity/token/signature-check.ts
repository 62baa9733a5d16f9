import { constants, verify, X509Certificate } from 'node:crypto';
import type { ProofAlgorithm, TokenIdentity } from './token-port.ts';

const forms = {
  ES256: { dsaEncoding: 'ieee-p1363' },
  PS256: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
  RS256: { padding: constants.RSA_PKCS1_PADDING },
} as const;

/** Whether the certificate's own key made it. A module may sign with another key, or hand back anything. */
export function isSignatureOf(
  { chain }: TokenIdentity,
  algorithm: ProofAlgorithm,
  input: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    const key = new X509Certificate(chain[0] ?? '').publicKey;
    return verify('sha256', input, { key, ...forms[algorithm] }, signature);
  } catch {
    // A key of another kind than the algorithm's.
    return false;
  }
}
