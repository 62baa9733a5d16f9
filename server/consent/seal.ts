import { compactDecrypt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK } from 'jose';
import { z } from 'zod';
import type { SealPurpose } from '../contract/command.ts';
import type { SealKey } from '../contract/snapshot.ts';

const base64url = z.string().regex(/^[\w-]{43}$/);

export const sealKeyPairSchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: base64url,
  y: base64url,
  d: base64url,
  kid: z.string().min(1),
});
export type SealKeyPair = z.infer<typeof sealKeyPairSchema>;

/** A key pair for one flow: what is sealed to it cannot be opened once the flow is over. */
export async function createSealKeyPair(kid: string): Promise<SealKeyPair> {
  const { privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
  return sealKeyPairSchema.parse({ ...(await exportJWK(privateKey)), kid });
}

export const publicSealKey = ({ kty, crv, x, y, kid }: Omit<SealKeyPair, 'd'>): SealKey => ({
  kty,
  crv,
  x,
  y,
  kid,
  use: 'enc',
  alg: 'ECDH-ES',
});

const headerSchema = z.strictObject({
  alg: z.literal('ECDH-ES'),
  enc: z.literal('A256GCM'),
  epk: z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: base64url, y: base64url }),
  kid: z.string(),
  purpose: z.string(),
  flow: z.string(),
});

export type SealedFor = { readonly flow: string; readonly purpose: SealPurpose };

const maximumSecret = 128;

/**
 * Opens a sealed secret. `undefined` when it was not sealed to this key for exactly this flow and purpose. The header is judged
 * before anything is computed from it: no other algorithm, no password-based key, no compression. The caller wipes the bytes.
 */
export async function unseal(compact: string, pair: SealKeyPair, expected: SealedFor): Promise<Uint8Array | undefined> {
  if (!isSealedFor(compact, pair.kid, expected)) return undefined;
  const key = await importJWK(pair, 'ECDH-ES');
  const opened = await compactDecrypt(compact, key, {
    keyManagementAlgorithms: ['ECDH-ES'],
    contentEncryptionAlgorithms: ['A256GCM'],
  }).catch(() => undefined);
  if (opened === undefined) return undefined;
  const { length } = opened.plaintext;
  if (length > 0 && length <= maximumSecret) return opened.plaintext;
  opened.plaintext.fill(0);
  return undefined;
}

function isSealedFor(compact: string, kid: string, { flow, purpose }: SealedFor): boolean {
  const header = headerSchema.safeParse(headerOf(compact));
  return header.success && header.data.kid === kid && header.data.purpose === purpose && header.data.flow === flow;
}

function headerOf(compact: string): unknown {
  try {
    return decodeProtectedHeader(compact);
  } catch {
    return undefined; // the schema refuses it
  }
}
