import { join } from 'node:path';
import * as jose from 'jose';
import { z } from 'zod';
import { ownerOnly, readIfThere, writeWhole } from '../pki/files.ts';

const privateJwkSchema = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string(),
});

export type TppKey = {
  readonly kid: string;
  readonly privateKey: jose.CryptoKey;
  readonly publicJwk: Record<string, unknown>;
};

function readKey(text: string): z.infer<typeof privateJwkSchema> | null {
  try {
    return privateJwkSchema.parse(JSON.parse(text));
  } catch {
    return null; // a damaged key is replaced; the bank is told the new public key at every start
  }
}

async function createKey(): Promise<z.infer<typeof privateJwkSchema>> {
  const pair = await jose.generateKeyPair('ES256', { extractable: true });
  const jwk = await jose.exportJWK(pair.privateKey);
  return privateJwkSchema.parse({ ...jwk, kid: await jose.calculateJwkThumbprint(jwk) });
}

/** The key with which a pretend TPP proves itself (`private_key_jwt`, ES256), made on first use. */
export async function ensureTppKey(dir: string, clientId: string): Promise<TppKey> {
  const file = join(dir, `${clientId}.jwk.json`);
  const stored = await readIfThere(file);
  let jwk = stored === null ? null : readKey(stored);
  if (jwk === null) {
    jwk = await createKey();
    await writeWhole(file, JSON.stringify(jwk), ownerOnly);
  }
  const { kty, crv, x, y, kid } = jwk;
  const key = await jose.importJWK({ kty, crv, x, y, d: jwk.d }, 'ES256');
  if (key instanceof Uint8Array) throw new Error('a TPP key is an EC key');
  return { kid, privateKey: key, publicJwk: { kty, crv, x, y, kid, use: 'sig', alg: 'ES256' } };
}
