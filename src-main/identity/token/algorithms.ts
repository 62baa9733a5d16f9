import type { KeyObject } from 'node:crypto';
import { CKF, CKG, CKK, CKM, pssParameters, type Cryptoki, type Handle, type Mechanism } from './cryptoki.ts';
import type { ProofAlgorithm } from './token-port.ts';

type Recipe = {
  readonly keyType: number;
  readonly mechanism: Mechanism;
  /** What the mechanism is fed with, from the SHA-256 of the signing input. */
  readonly data: (digest: Uint8Array) => Buffer;
};

/** DER of `DigestInfo` for SHA-256 up to the digest itself (RFC 8017 §9.2, note 1). */
const digestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');
const asIs = (digest: Uint8Array): Buffer => Buffer.from(digest);

/** Each signs the digest: some tokens (SoftHSM among them) refuse the mechanisms that hash themselves. */
export const recipes: Readonly<Record<ProofAlgorithm, Recipe>> = {
  ES256: { keyType: CKK.EC, mechanism: { mechanism: CKM.ECDSA }, data: asIs },
  PS256: {
    keyType: CKK.RSA,
    mechanism: {
      mechanism: CKM.RSA_PKCS_PSS,
      parameter: { type: pssParameters, hashAlg: CKM.SHA256, mgf: CKG.MGF1_SHA256, saltLen: 32 },
    },
    data: asIs,
  },
  RS256: {
    keyType: CKK.RSA,
    mechanism: { mechanism: CKM.RSA_PKCS },
    data: (digest) => Buffer.concat([digestInfo, digest]),
  },
};

/** Algorithms a key of this kind could make, best first. */
export function algorithmsOfKey(key: KeyObject): readonly ProofAlgorithm[] {
  if (key.asymmetricKeyType === 'rsa') return ['PS256', 'RS256'];
  if (key.asymmetricKeyType !== 'ec') return [];
  return key.export({ format: 'jwk' }).crv === 'P-256' ? ['ES256'] : [];
}

/** Mechanisms the token lists and, where it says more about them, allows for signing. */
export function signingMechanisms(cryptoki: Cryptoki, slot: Handle): ReadonlySet<number> {
  const used: readonly number[] = Object.values(recipes).map(({ mechanism }) => mechanism.mechanism);
  const listed = cryptoki.C_GetMechanismList(slot).filter((mechanism) => used.includes(mechanism));
  return new Set(
    listed.filter((mechanism) => {
      try {
        return (cryptoki.C_GetMechanismInfo(slot, mechanism).flags & CKF.SIGN) !== 0;
      } catch {
        // Not every module has this function; then the list is all there is, and signing will show.
        return true;
      }
    }),
  );
}
