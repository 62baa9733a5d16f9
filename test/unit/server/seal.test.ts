import { CompactEncrypt, importJWK } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSealKeyPair, publicSealKey, unseal, type SealKeyPair } from '../../../server/consent/seal.ts';
import { sealKeySchema } from '../../../server/contract/snapshot.ts';

const flow = 'flow-0000000000001';
let pair: SealKeyPair;
beforeAll(async () => {
  pair = await createSealKeyPair(flow);
});

async function seal(text: string, header: Record<string, unknown> = {}): Promise<string> {
  const key = await importJWK({ ...publicSealKey(pair) }, 'ECDH-ES');
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: flow, purpose: 'login-password', flow, ...header })
    .encrypt(key);
}
const open = (compact: string) => unseal(compact, pair, { flow, purpose: 'login-password' });

describe('sealed secrets', () => {
  it('open for their flow and purpose', async () => {
    const opened = await open(await seal('Sakura2026'));
    expect(new TextDecoder().decode(opened)).toBe('Sakura2026');
  });

  it('show a public key of the agreed shape and nothing private', () => {
    expect(sealKeySchema.parse(publicSealKey(pair))).not.toHaveProperty('d');
  });

  it.each([
    ['another purpose', { purpose: 'inquiry-pin' }],
    ['another flow', { flow: 'flow-0000000000002' }],
    ['another key', { kid: 'other' }],
    ['another encryption', { enc: 'A128GCM' }],
    ['an unknown header', { cty: 'text/plain' }],
  ])('do not open for %s', async (_, header) => {
    expect(await open(await seal('Sakura2026', header))).toBeUndefined();
  });

  it('do not open when empty, too long, tampered with or no JWE at all', async () => {
    expect(await open(await seal(''))).toBeUndefined();
    expect(await open(await seal('x'.repeat(129)))).toBeUndefined();
    const sealed = await seal('Sakura2026');
    expect(await open(`${sealed.slice(0, -2)}AA`)).toBeUndefined();
    expect(await open('a..b.c.d')).toBeUndefined();
  });

  it('do not open with the key of another flow', async () => {
    const other = await createSealKeyPair(flow);
    expect(await unseal(await seal('Sakura2026'), other, { flow, purpose: 'login-password' })).toBeUndefined();
  });
});
