import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { certificateFacts, fingerprintOf, readCertificate } from '../../../../src-main/identity/facts.ts';
import { certificateJudge } from '../../../../src-main/identity/judge.ts';
import { allowsDigitalSignature } from '../../../../src-main/identity/key-usage.ts';
import { x509 } from '../../../../server/mock/pki/x509.ts';
import { makeAuthority, makeCertificate, makeKeys, serverAuth, type Authority } from '../../../support/certificates.ts';

let bank: Authority;
beforeAll(async () => {
  bank = await makeAuthority('利用者認証局, 第2世代');
});

const factsOf = async (over: Partial<Parameters<typeof makeCertificate>[1]>) =>
  certificateFacts(new X509Certificate((await makeCertificate(bank, { commonName: '経理 太郎', ...over })).pem));

describe('the facts of a certificate', () => {
  it('are read', async () => {
    expect(await factsOf({})).toEqual({
      issuer: '利用者認証局, 第2世代',
      notBefore: new Date('2026-04-01T00:00:00Z'),
      notAfter: new Date('2027-03-31T23:59:59Z'),
      authority: false,
      digitalSignature: true,
      clientAuth: true,
      key: { kind: 'ec', curve: 'prime256v1' },
    });
  });

  it('tell the usage, and that silence is none', async () => {
    const flags = x509.KeyUsageFlags;
    expect(await factsOf({ keyUsage: null, purposes: null })).toMatchObject({
      digitalSignature: false,
      clientAuth: false,
    });
    expect(await factsOf({ purposes: [serverAuth] })).toMatchObject({ clientAuth: false });
    for (const keyUsage of [flags.nonRepudiation, flags.keyEncipherment, flags.decipherOnly, flags.keyCertSign]) {
      expect(await factsOf({ keyUsage })).toMatchObject({ digitalSignature: false });
      expect(await factsOf({ keyUsage: keyUsage | flags.digitalSignature })).toMatchObject({ digitalSignature: true });
    }
  });

  it('tell the key', async () => {
    const keyOf = async (name: Parameters<typeof makeKeys>[0]) => (await factsOf({ keys: await makeKeys(name) })).key;
    expect(await keyOf('rsa1024')).toEqual({ kind: 'rsa', bits: 1024 });
    expect(await keyOf('rsa2048')).toEqual({ kind: 'rsa', bits: 2048 });
    expect(await keyOf('p384')).toEqual({ kind: 'ec', curve: 'secp384r1' });
    expect(await keyOf('p521')).toEqual({ kind: 'ec', curve: 'secp521r1' });
    expect(await keyOf('ed25519')).toEqual({ kind: 'other' });
  });

  it('have no certificate behind them in what is none', () => {
    for (const text of ['', 'x', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n']) {
      expect(readCertificate(text)).toBeNull();
    }
  });

  it('name it by the SHA-256 of its bytes', async () => {
    const { pem } = await makeCertificate(bank, { commonName: 'x' });
    const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(new X509Certificate(pem).raw));
    expect(fingerprintOf(new X509Certificate(pem))).toBe(Buffer.from(digest).toString('hex'));
  });
});

describe('reading the key usage', () => {
  it('agrees with another reader for all pairs of its bits', async () => {
    const keys = await makeKeys();
    const flags = Object.values(x509.KeyUsageFlags).filter((value) => typeof value !== 'string');
    expect(flags).toHaveLength(9);
    for (const [one, two] of flags.flatMap((first) => flags.map((second) => [first, second] as const))) {
      const { pem } = await makeCertificate(bank, { commonName: 'x', keys, keyUsage: one | two });
      const other = new x509.X509Certificate(pem).getExtension(x509.KeyUsagesExtension)?.usages ?? 0;
      const ours = allowsDigitalSignature(new X509Certificate(pem).raw);
      expect(ours).toBe((other & x509.KeyUsageFlags.digitalSignature) !== 0);
    }
  });

  it('ends and answers for any bytes, and for any damaged certificate', async () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (der) => typeof allowsDigitalSignature(der) === 'boolean'),
    );
    const { raw } = new X509Certificate((await makeCertificate(bank, { commonName: 'x' })).pem);
    fc.assert(
      fc.property(fc.nat(raw.length - 1), fc.nat(255), fc.nat(raw.length), (at, byte, length) => {
        const der = Uint8Array.from(raw);
        der[at] = byte;
        return typeof allowsDigitalSignature(der.subarray(0, length)) === 'boolean';
      }),
    );
  });
});

describe('the judge of the list', () => {
  it('finds the reason of a certificate on a token', async () => {
    const judge = certificateJudge(['利用者認証局, 第2世代'], [], () => new Date('2026-11-22T00:00:00Z'));
    const reason = async (over: Partial<Parameters<typeof makeCertificate>[1]>, issuer = bank) =>
      judge.reason((await makeCertificate(issuer, { commonName: '経理 太郎', ...over })).pem);
    expect(await reason({})).toBeNull();
    expect(await reason({ to: '2026-11-21T00:00:00Z' })).toBe('expired');
    expect(await reason({ purposes: [serverAuth] })).toBe('wrong-usage');
    expect(await reason({ keys: await makeKeys('p384') })).toBe('cannot-sign');
    expect(await reason({}, await makeAuthority('別の認証局'))).toBe('wrong-issuer');
    expect(judge.reason('garbage')).toBe('cannot-sign');
  });
});
