import { CompactEncrypt, importJWK } from 'jose';
import type { SealPurpose } from '../../server/contract/command.ts';
import type { SealKey } from '../../server/contract/snapshot.ts';

/**
 * Seals a secret to the flow's key: a compact JWE (RFC 7516), ECDH-ES and A256GCM. `purpose` and `flow` stand in the
 * protected header, so that a sealed PIN cannot be sent as a password, nor into another flow.
 */
export async function seal(
  secret: Uint8Array,
  key: SealKey,
  about: { readonly purpose: SealPurpose; readonly flow: string },
): Promise<string> {
  return await new CompactEncrypt(secret)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: key.kid, purpose: about.purpose, flow: about.flow })
    .encrypt(await importJWK(key, 'ECDH-ES'));
}
