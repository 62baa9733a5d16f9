import { createPrivateKey, X509Certificate } from 'node:crypto';
import { authorityAlgorithm, generateKeys, importAuthorityKey, privateKeyPem, type CryptoKey } from './keys.ts';
import { daysAfter, distinguishedName, randomSerial, x509 } from './x509.ts';

export type Authority = {
  readonly certificate: x509.X509Certificate;
  readonly privateKey: CryptoKey;
  readonly pem: string;
};

export type AuthorityFiles = { readonly certPem: string; readonly keyPem: string };

const organization = '成協信用組合(テスト)';

async function extensions(publicKey: CryptoKey, pathLength: number): Promise<x509.Extension[]> {
  return [
    new x509.BasicConstraintsExtension(true, pathLength, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    await x509.SubjectKeyIdentifierExtension.create(publicKey),
  ];
}

/** A self-signed authority of the test world. `pathLength` 0: it signs leaves only. */
export async function createRoot(
  commonName: string,
  now: Date,
  years: number,
  pathLength: number,
): Promise<AuthorityFiles> {
  const keys = await generateKeys('EC');
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: randomSerial(),
    name: distinguishedName([
      ['C', 'JP'],
      ['O', organization],
      ['CN', commonName],
    ]),
    notBefore: daysAfter(now, -2),
    notAfter: daysAfter(now, 365 * years),
    signingAlgorithm: authorityAlgorithm,
    keys,
    extensions: await extensions(keys.publicKey, pathLength),
  });
  return { certPem: `${certificate.toString('pem')}\n`, keyPem: await privateKeyPem(keys.privateKey) };
}

export async function createIntermediate(commonName: string, root: Authority, now: Date): Promise<AuthorityFiles> {
  const keys = await generateKeys('EC');
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: distinguishedName([
      ['C', 'JP'],
      ['O', organization],
      ['CN', commonName],
    ]),
    issuer: root.certificate.subjectName,
    notBefore: daysAfter(now, -2),
    notAfter: daysAfter(now, 365 * 5),
    signingAlgorithm: authorityAlgorithm,
    publicKey: keys.publicKey,
    signingKey: root.privateKey,
    extensions: [
      ...(await extensions(keys.publicKey, 0)),
      await x509.AuthorityKeyIdentifierExtension.create(root.certificate),
    ],
  });
  return { certPem: `${certificate.toString('pem')}\n`, keyPem: await privateKeyPem(keys.privateKey) };
}

/** Throws when the files are damaged or do not belong together. */
export async function loadAuthority(files: AuthorityFiles): Promise<Authority> {
  const parsed = new X509Certificate(files.certPem);
  if (!parsed.checkPrivateKey(createPrivateKey(files.keyPem))) throw new Error('key and certificate do not match');
  return {
    certificate: new x509.X509Certificate(files.certPem),
    privateKey: await importAuthorityKey(files.keyPem),
    pem: files.certPem,
  };
}

/** Good enough to sign with for another month. */
export function isFresh(authority: Authority, now: Date): boolean {
  return authority.certificate.notBefore <= now && authority.certificate.notAfter > daysAfter(now, 30);
}
