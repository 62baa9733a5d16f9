import type { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { certificateName } from '../../../../server/certificates/certificate-name.ts';
import {
  judgeCertificate,
  readAuthorities,
  type JudgeDeps,
} from '../../../../server/certificates/judge-certificate.ts';
import type { RevocationStatus } from '../../../../server/certificates/revocation.ts';
import { standingClock } from '../clock.ts';
import { issue, pem, read, x509, type Party } from './pki.ts';

describe('a login certificate', () => {
  let root: Party;
  let issuing: Party;
  let deps: JudgeDeps;
  const clock = standingClock();
  const taro = () => issue({ subject: 'CN=keiri taro', issuer: issuing, serial: '00c0ffee' });

  beforeAll(async () => {
    root = await issue({ subject: 'CN=Root', ca: true, from: 2020, to: 2040 });
    issuing = await issue({ subject: 'CN=Issuing', ca: true, issuer: root, from: 2020, to: 2040 });
    const { issuerHash } = certificateName(read(await taro()));
    deps = {
      authorities: readAuthorities([pem(root) + pem(issuing)]),
      clock,
      revocation: { status: () => Promise.resolve('good') },
      ownerOf: (name) =>
        Promise.resolve(name.issuerHash === issuerHash && name.serial === 'C0FFEE' ? 'taro' : undefined),
    };
  });

  it('says whose it is', async () => {
    expect(await judgeCertificate(read(await taro()), deps)).toEqual({ ok: true, memberId: 'taro' });
  });

  it.each<[string, () => Promise<X509Certificate | undefined>]>([
    ['certificate.none', () => Promise.resolve(undefined)],
    ['certificate.expired', async () => read(await issue({ subject: 'CN=x', issuer: issuing, from: 2024, to: 2025 }))],
    [
      'certificate.not-yet-valid',
      async () => read(await issue({ subject: 'CN=x', issuer: issuing, from: 2027, to: 2028 })),
    ],
    ['certificate.wrong-usage', async () => read(await issue({ subject: 'CN=x', issuer: issuing, purpose: null }))],
    [
      'certificate.wrong-usage',
      async () => read(await issue({ subject: 'CN=x', issuer: issuing, purpose: x509.ExtendedKeyUsage.serverAuth })),
    ],
    [
      'certificate.wrong-usage',
      async () => read(await issue({ subject: 'CN=x', issuer: issuing, usage: x509.KeyUsageFlags.keyEncipherment })),
    ],
    ['certificate.wrong-usage', async () => read(await issue({ subject: 'CN=x', issuer: issuing, ca: true }))],
    ['certificate.not-this-user', async () => read(await issue({ subject: 'CN=x', issuer: issuing, serial: '02' }))],
    ['certificate.wrong-issuer', async () => read(await issue({ subject: 'CN=x' }))],
  ])('is refused as %s', async (code, make) => {
    expect(await judgeCertificate(await make(), deps)).toEqual({ ok: false, code });
  });

  it('is refused when a CA of the same name but another key signed it', async () => {
    const twin = await issue({ subject: 'CN=Issuing', ca: true, issuer: root, from: 2020, to: 2040 });
    const forged = read(await issue({ subject: 'CN=keiri taro', issuer: twin, serial: '00c0ffee' }));
    expect(await judgeCertificate(forged, deps)).toEqual({ ok: false, code: 'certificate.wrong-issuer' });
  });

  it('is refused when a person’s certificate was used as a CA', async () => {
    const person = await taro();
    const child = read(await issue({ subject: 'CN=child', issuer: person }));
    const authorities = [...deps.authorities, read(person)];
    expect(await judgeCertificate(child, { ...deps, authorities })).toEqual({
      ok: false,
      code: 'certificate.wrong-issuer',
    });
  });

  it('needs the whole chain up to a root that the bank named', async () => {
    const authorities = readAuthorities([pem(issuing)]);
    expect(await judgeCertificate(read(await taro()), { ...deps, authorities })).toEqual({
      ok: false,
      code: 'certificate.wrong-issuer',
    });
  });

  it('is refused when it has a critical extension that nobody here understands', async () => {
    const more = [new x509.Extension('1.2.3.4.5', true, new Uint8Array([0x05, 0x00]))];
    const strange = read(await issue({ subject: 'CN=x', issuer: issuing, serial: '00c0ffee', more }));
    expect(await judgeCertificate(strange, deps)).toEqual({ ok: false, code: 'certificate.wrong-usage' });
  });

  it('is refused when more CAs stand above it than one of them allows', async () => {
    const narrow = await issue({ subject: 'CN=Narrow', ca: true, pathLength: 0, from: 2020, to: 2040 });
    const below = await issue({ subject: 'CN=Below', ca: true, issuer: narrow, from: 2020, to: 2040 });
    const authorities = readAuthorities([pem(narrow) + pem(below)]);
    const leaf = read(await issue({ subject: 'CN=x', issuer: below }));
    expect(await judgeCertificate(leaf, { ...deps, authorities })).toMatchObject({ code: 'certificate.wrong-issuer' });
    const direct = read(await issue({ subject: 'CN=x', issuer: narrow }));
    expect(await judgeCertificate(direct, { ...deps, authorities })).toMatchObject({
      code: 'certificate.not-this-user',
    });
  });

  it('is refused when its CA may not sign certificates', async () => {
    const { digitalSignature } = x509.KeyUsageFlags;
    const weak = await issue({ subject: 'CN=Weak', ca: true, usage: digitalSignature, from: 2020, to: 2040 });
    const authorities = readAuthorities([pem(weak)]);
    const leaf = read(await issue({ subject: 'CN=x', issuer: weak }));
    expect(await judgeCertificate(leaf, { ...deps, authorities })).toMatchObject({ code: 'certificate.wrong-issuer' });
  });

  it.each<[RevocationStatus, string]>([
    ['revoked', 'certificate.revoked'],
    ['unknown', 'certificate.status-unknown'],
  ])('is refused when it is %s', async (status, code) => {
    const revocation = { status: () => Promise.resolve(status) };
    expect(await judgeCertificate(read(await taro()), { ...deps, revocation })).toEqual({ ok: false, code });
  });

  it('is asked about link by link, and its CA, too; the root is not', async () => {
    const asked: string[] = [];
    const status = (certificate: X509Certificate, issuer: X509Certificate) => {
      asked.push(`${certificate.subject} by ${issuer.subject}`);
      return Promise.resolve<RevocationStatus>(certificate.subject === 'CN=Issuing' ? 'revoked' : 'good');
    };
    expect(await judgeCertificate(read(await taro()), { ...deps, revocation: { status } })).toMatchObject({
      ok: false,
    });
    expect(asked).toEqual(['CN=keiri taro by CN=Issuing', 'CN=Issuing by CN=Root']);
  });
});
