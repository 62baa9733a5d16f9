import { calculateJwkThumbprint, compactDecrypt, importJWK, SignJWT, type JWK } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { publicSealKey } from '../../../server/consent/seal.ts';
import { sealAttestationType, type AttestedSealKey } from '../../../server/contract/snapshot.ts';
import { seal } from '../../../src-main/keypad/seal.ts';
import { KeyUntrusted, TrustedKey, type Expected } from '../../../src-main/keypad/trusted-key.ts';
import { published, signingServer, type SigningServer } from '../../support/attested-key.ts';

const issuer = 'https://auth.bank.example';
const flow = 'flow-0123456789abcdef';
const now = new Date('2026-11-22T10:00:00Z');
let bank: SigningServer;
let other: SigningServer;
let pair: Awaited<ReturnType<SigningServer['sealKey']>>;
let key: AttestedSealKey;
beforeAll(async () => {
  bank = await signingServer(issuer);
  other = await signingServer(issuer);
  pair = await bank.sealKey(flow, { now });
  key = published(pair);
});

const expected = (over: Partial<Expected> = {}): Expected => ({
  issuer,
  flow,
  now,
  signers: { find: (kid) => Promise.resolve(kid === 'signer-1' ? bank.publicJwk : null) },
  ...over,
});

async function reasonOf(shown: AttestedSealKey, over?: Partial<Expected>): Promise<string> {
  try {
    await TrustedKey.check(shown, expected(over));
    return 'trusted';
  } catch (error) {
    if (error instanceof KeyUntrusted) return error.reason;
    throw error;
  }
}

/** Signed by the bank's key, but not as agreed. */
async function signed(change: { claims?: Record<string, unknown>; typ?: string; at?: Date }): Promise<AttestedSealKey> {
  const at = (change.at ?? now).getTime() / 1000;
  const jkt = await calculateJwkThumbprint(publicSealKey(pair));
  const attestation = await new SignJWT({ iss: issuer, flow, jkt, iat: at, exp: at + 900, ...change.claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'signer-1', typ: change.typ ?? sealAttestationType })
    .sign(bank.privateKey);
  return { ...key, attestation };
}

describe('a sealing key', () => {
  it('is trusted when the issuer’s published key vouches for it, and what is sealed to it opens', async () => {
    const trusted = await TrustedKey.check(key, expected());
    const sealed = await seal(Buffer.from('Sakura2026'), trusted, 'login-password');
    const opened = await compactDecrypt(sealed, await importJWK(pair, 'ECDH-ES'));
    expect(Buffer.from(opened.plaintext).toString()).toBe('Sakura2026');
    expect(opened.protectedHeader).toMatchObject({ purpose: 'login-password', flow, kid: flow });
    expect(await reasonOf(await signed({}))).toBe('trusted');
  });

  it('is not trusted without a word for it', async () => {
    expect(await reasonOf(publicSealKey(pair))).toBe('missing');
  });

  it('is not trusted by a word for another key, or for another flow', async () => {
    const foreign = published(await other.sealKey(flow, { now }));
    expect(await reasonOf({ ...foreign, attestation: key.attestation })).toBe('another-key');
    expect(await reasonOf({ ...key, x: foreign.x })).toBe('another-key');
    expect(await reasonOf(published(await bank.sealKey('flow-of-somebody-else', { now })))).toBe('another-key');
  });

  it('is not trusted by somebody else’s word', async () => {
    const foreign = published(await other.sealKey(flow, { now }));
    expect(await reasonOf(foreign)).toBe('not-signed-so');
    expect(await reasonOf(foreign, { signers: { find: () => Promise.resolve(null) } })).toBe('unknown-signer');
    const encrypting: JWK = { ...bank.publicJwk, use: 'enc' };
    expect(await reasonOf(key, { signers: { find: () => Promise.resolve(encrypting) } })).toBe('unknown-signer');
  });

  it.each([
    ['another issuer', { claims: { iss: 'https://auth.other.example' } }],
    ['a token of another kind', { typ: 'JWT' }],
    ['no end', { claims: { exp: undefined } }],
    ['no beginning', { claims: { iat: undefined } }],
    ['no flow', { claims: { flow: undefined } }],
    ['a moment in the future', { at: new Date(now.getTime() + 60_000) }],
    ['a time that is over', { at: new Date(now.getTime() - 1_000_000) }],
  ])('is not trusted for %s', async (_, change) => {
    expect(await reasonOf(await signed(change))).toBe('not-signed-so');
  });

  it.each(['', 'a.b', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.'])('is not trusted by %j', async (attestation) => {
    expect(await reasonOf({ ...key, attestation })).not.toBe('trusted');
  });

  it('is not trusted with a signature that was touched, nor unsigned', async () => {
    const [header = '', claims = '', signature = ''] = (key.attestation ?? '').split('.');
    const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
    expect(await reasonOf({ ...key, attestation: [header, claims, flipped].join('.') })).toBe('not-signed-so');
    const none = Buffer.from('{"alg":"none","kid":"signer-1","typ":"seal-key+jwt"}').toString('base64url');
    expect(await reasonOf({ ...key, attestation: `${none}.${claims}.` })).toBe('not-signed-so');
  });

  it('is trusted with pinned keys only by one of those', async () => {
    const pin = await calculateJwkThumbprint(bank.publicJwk);
    expect(await reasonOf(key, { pinned: [pin] })).toBe('trusted');
    expect(await reasonOf(key, { pinned: ['A'.repeat(43)] })).toBe('not-pinned');
  });

  it('says nothing of a network that failed', async () => {
    const broken = { find: () => Promise.reject(new RangeError('net')) };
    await expect(TrustedKey.check(key, expected({ signers: broken }))).rejects.toThrow(RangeError);
  });
});
