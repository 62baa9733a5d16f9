import { CompactEncrypt, importJWK } from 'jose';
import type { SealPurpose } from '../../server/contract/command.ts';
import type { TrustedKey } from './trusted-key.ts';

/**
 * Seals a secret to the flow's key, which must have been checked: a compact JWE (RFC 7516), ECDH-ES and A256GCM. `purpose` and the
 * key's flow stand in the protected header, so that a sealed PIN cannot be sent as a password, nor into another flow.
 */
export async function seal(secret: Uint8Array, { jwk, flow }: TrustedKey, purpose: SealPurpose): Promise<string> {
  const key = await importJWK(jwk, 'ECDH-ES');
  return await new CompactEncrypt(secret)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: jwk.kid, purpose, flow })
    .encrypt(key);
}
