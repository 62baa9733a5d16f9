import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { beforeAll, describe, expect, it } from 'vitest';
import { certificateName } from '../../../server/certificates/certificate-name.ts';
import { judgeCertificate, readAuthorities, type JudgeDeps } from '../../../server/certificates/judge-certificate.ts';
import { revocationByLists } from '../../../server/certificates/revocation.ts';
import { standingClock } from './clock.ts';

x509.cryptoProvider.set(crypto);
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const year = (value: number) => new Date(Date.UTC(value, 0, 1));

type Party = { readonly certificate: x509.X509Certificate; readonly keys: CryptoKeyPair };
type Wanted = {
  readonly subject: string;
  readonly issuer?: Party;
  readonly ca?: boolean;
  readonly from?: number;
  readonly to?: number;
  readonly serial?: string;
  readonly usage?: x509.KeyUsageFlags;
  readonly purpose?: x509.ExtendedKeyUsage | null;
};

const newKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

async function issue(wanted: Wanted): Promise<Party> {
  const keys = await newKeys();
  const { subject, issuer, ca = false, from = 2026, to = 2027, serial = '01' } = wanted;
  const purpose = wanted.purpose === undefined ? x509.ExtendedKeyUsage.clientAuth : wanted.purpose;
  const extensions: x509.Extension[] = ca
    ? [
        new x509.BasicConstraintsExtension(true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign),
      ]
    : [
        new x509.KeyUsagesExtension(wanted.usage ?? x509.KeyUsageFlags.digitalSignature),
        ...(purpose === null ? [] : [new x509.ExtendedKeyUsageExtension([purpose])]),
      ];
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial,
    subject,
    issuer: issuer?.certificate.subject ?? subject,
    notBefore: year(from),
    notAfter: year(to),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: issuer?.keys.privateKey ?? keys.privateKey,
    extensions,
  });
  return { certificate, keys };
}

const pem = ({ certificate }: Party) => certificate.toString('pem');
const read = (party: Party) => new X509Certificate(pem(party));

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
      revocation: revocationByLists([], clock),
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

  describe('with a revocation list', () => {
    async function list(serials: readonly string[], signer: Party, until: number): Promise<string> {
      const crl = await x509.X509CrlGenerator.create({
        issuer: issuing.certificate.subject,
        thisUpdate: year(2026),
        nextUpdate: year(until),
        signingAlgorithm: algorithm,
        signingKey: signer.keys.privateKey,
        // Without a reason the generator writes an empty extension list, which is not DER.
        entries: serials.map((serialNumber) => ({
          serialNumber,
          revocationDate: year(2026),
          reason: x509.X509CrlReason.keyCompromise,
        })),
      });
      const body = Buffer.from(crl.rawData).toString('base64');
      return `-----BEGIN X509 CRL-----\n${body}\n-----END X509 CRL-----\n`;
    }
    const judge = async (crl: string) =>
      judgeCertificate(read(await taro()), { ...deps, revocation: revocationByLists([crl], clock) });

    it('is refused when it is on the list', async () => {
      expect(await judge(await list(['00c0ffee'], issuing, 2027))).toEqual({ ok: false, code: 'certificate.revoked' });
      expect(await judge(await list(['02'], issuing, 2027))).toEqual({ ok: true, memberId: 'taro' });
    });

    it('is not let through by a list that is out of date or that somebody else signed', async () => {
      const unknown = { ok: false, code: 'certificate.status-unknown' };
      const old = await x509.X509CrlGenerator.create({
        issuer: issuing.certificate.subject,
        thisUpdate: year(2024),
        nextUpdate: year(2025),
        signingAlgorithm: algorithm,
        signingKey: issuing.keys.privateKey,
      });
      const body = Buffer.from(old.rawData).toString('base64');
      expect(await judge(`-----BEGIN X509 CRL-----\n${body}\n-----END X509 CRL-----\n`)).toEqual(unknown);
      expect(await judge(await list([], root, 2027))).toEqual(unknown);
    });
  });
});
