import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../../../server/clock.ts';
import { ensurePki, type TestPki } from '../../../server/mock/pki.ts';
import { issueClientCertificate } from '../../../server/mock/pki/client-certificate.ts';
import { toPkcs12 } from '../../../server/mock/pki/pkcs12.ts';

const run = promisify(execFile);
const inDays = (days: number): Clock => ({ now: () => new Date(Date.now() + days * 86_400_000) });

let dir: string;
let pki: TestPki;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'renkei-pki-'));
  pki = await ensurePki(join(dir, 'pki'), systemClock);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const person = { commonName: '経理 太郎', company: '株式会社 "A+B", =<さくら>; #1', unit: '経理部' };

describe('the authorities', () => {
  it('keeps private keys for the owner only', async () => {
    const names = (await readdir(join(dir, 'pki'))).filter((name) => name.endsWith('.key'));
    expect(names).toHaveLength(6);
    for (const name of names) expect((await stat(join(dir, 'pki', name))).mode & 0o777).toBe(0o600);
  });

  it('are the same at the next start', async () => {
    const again = await ensurePki(join(dir, 'pki'), systemClock);
    expect(again.serverCaSha256).toBe(pki.serverCaSha256);
    expect(again.clientIssuing.pem).toBe(pki.clientIssuing.pem);
    expect(again.server).toEqual(pki.server);
  });

  it('tells the fingerprint of the server CA as others compute it', async () => {
    const ca = new X509Certificate(await readFile(pki.serverCaFile));
    expect(createHash('sha256').update(ca.raw).digest('hex')).toBe(pki.serverCaSha256);
  });

  it('vouch for localhost under every name of it', () => {
    const server = new X509Certificate(pki.server.certPem);
    expect(server.verify(new X509Certificate(pki.serverCa.pem).publicKey)).toBe(true);
    expect(server.checkHost('localhost')).toBe('localhost');
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(server.checkIP('::1')).toBe('::1');
  });

  it('renew a server certificate that ends soon, under the same CA', async () => {
    const later = await ensurePki(join(dir, 'pki'), inDays(360));
    expect(later.serverCaSha256).toBe(pki.serverCaSha256);
    expect(later.server.certPem).not.toBe(pki.server.certPem);
  });

  it('replace a CA that cannot be read, and everything it had signed', async () => {
    const home = join(dir, 'damaged');
    const before = await ensurePki(home, systemClock);
    await writeFile(join(home, 'server-ca.pem'), 'damaged');
    await writeFile(join(home, 'client-root.key'), 'damaged');
    const warnings: string[] = [];
    const after = await ensurePki(home, systemClock, (message) => warnings.push(message));
    expect(after.serverCaSha256).not.toBe(before.serverCaSha256);
    expect(new X509Certificate(after.server.certPem).verify(new X509Certificate(after.serverCa.pem).publicKey)).toBe(
      true,
    );
    expect(
      new X509Certificate(after.clientIssuing.pem).verify(new X509Certificate(after.clientRoot.pem).publicKey),
    ).toBe(true);
    expect(warnings.join()).toMatch(/server-ca.*client-root/s);
  });
});

describe('client certificates', () => {
  it('carry names with any character, one year, and the usage asked for', async () => {
    const certificate = new X509Certificate((await issueClientCertificate(pki, person)).certPem);
    expect(certificate.toLegacyObject().subject).toMatchObject({ O: person.company, CN: person.commonName });
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(certificate.verify(new X509Certificate(pki.clientIssuing.pem).publicKey)).toBe(true);
    const wrong = await issueClientCertificate(pki, { ...person, eku: 'server', serial: '00AB12' });
    expect(new X509Certificate(wrong.certPem).keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    const none = await issueClientCertificate(pki, { ...person, eku: 'none', issuer: 'other' });
    expect(new X509Certificate(none.certPem).keyUsage).toBeUndefined();
    expect(new X509Certificate(none.certPem).verify(new X509Certificate(pki.other.pem).publicKey)).toBe(true);
  });

  it.each(['EC', 'RSA'] as const)('become a PKCS#12 file that NSS and OpenSSL import (%s)', async (algorithm) => {
    const issued = await issueClientCertificate(pki, { ...person, algorithm });
    const chain = [issued.chainPem, pki.clientRoot.pem];
    const bytes = await toPkcs12({ ...issued, chain, name: `経理 太郎 ${algorithm}` }, 'test-password-1');

    expect(() => createSecureContext({ pfx: Buffer.from(bytes), passphrase: 'test-password-1' })).not.toThrow();
    expect(() => createSecureContext({ pfx: Buffer.from(bytes), passphrase: 'wrong' })).toThrow(/mac verify/);

    const file = join(dir, `${algorithm}.p12`);
    const database = `sql:${await mkdtemp(join(dir, 'nss-'))}`;
    await writeFile(file, bytes, { mode: 0o600 });
    await run('certutil', ['-N', '--empty-password', '-d', database]);
    await run('pk12util', ['-i', file, '-W', 'test-password-1', '-d', database]);
    expect((await run('certutil', ['-K', '-d', database])).stdout).toContain(`経理 太郎 ${algorithm}`);
    expect((await run('certutil', ['-L', '-d', database])).stdout).toContain('法人認証局 G2');
  });

  it('refuse a password that readers of PKCS#12 understand differently', async () => {
    const issued = await issueClientCertificate(pki, person);
    await expect(toPkcs12({ ...issued, chain: [], name: 'x' }, 'パスワード')).rejects.toThrow(/ASCII/);
  });
});
