import type { Authority } from './authority.ts';
import { authorityAlgorithm, generateKeys, privateKeyPem, type KeyAlgorithm, type CryptoKey } from './keys.ts';
import { daysAfter, randomSerial, x509 } from './x509.ts';

const clientAuth = '1.3.6.1.5.5.7.3.2';
const serverAuth = '1.3.6.1.5.5.7.3.1';
const ocspSigning = '1.3.6.1.5.5.7.3.9';
/** id-pkix-ocsp-nocheck, value NULL: nobody need ask whether the responder itself was revoked (RFC 6960 §4.2.2.2.1). */
const noCheck = '1.3.6.1.5.5.7.48.1.5';
const asn1Null = new Uint8Array([0x05, 0x00]);

export type Usage = 'client' | 'server' | 'ocsp' | 'none';

const usages: Record<Usage, readonly string[]> = {
  client: [clientAuth],
  server: [serverAuth],
  ocsp: [ocspSigning],
  none: [],
};

/** Where its CA says whether a certificate was revoked. */
export type Pointers = { readonly list: string; readonly ocsp: string };

export type LeafRequest = {
  readonly subject: x509.Name;
  readonly issuer: Authority;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly usage: Usage;
  readonly algorithm?: KeyAlgorithm;
  /** Upper-case hex; random when left out. */
  readonly serial?: string;
  readonly pointers?: Pointers;
  readonly hosts?: readonly { readonly type: 'dns' | 'ip'; readonly value: string }[];
};

export type Leaf = { readonly certPem: string; readonly keyPem: string };

async function extensions(request: LeafRequest, publicKey: CryptoKey): Promise<x509.Extension[]> {
  const list: x509.Extension[] = [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    await x509.SubjectKeyIdentifierExtension.create(publicKey),
    await x509.AuthorityKeyIdentifierExtension.create(request.issuer.certificate),
  ];
  const purposes = usages[request.usage];
  if (purposes.length > 0) list.push(new x509.ExtendedKeyUsageExtension([...purposes]));
  if (request.hosts) list.push(new x509.SubjectAlternativeNameExtension([...request.hosts]));
  if (request.usage === 'ocsp') list.push(new x509.Extension(noCheck, false, asn1Null));
  if (request.pointers) {
    list.push(new x509.CRLDistributionPointsExtension([request.pointers.list]));
    list.push(new x509.AuthorityInfoAccessExtension({ ocsp: request.pointers.ocsp }));
  }
  return list;
}

export async function issueLeaf(request: LeafRequest): Promise<Leaf> {
  const keys = await generateKeys(request.algorithm ?? 'EC');
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: request.serial ?? randomSerial(),
    subject: request.subject,
    issuer: request.issuer.certificate.subjectName,
    notBefore: request.notBefore,
    notAfter: request.notAfter,
    signingAlgorithm: authorityAlgorithm,
    publicKey: keys.publicKey,
    signingKey: request.issuer.privateKey,
    extensions: await extensions(request, keys.publicKey),
  });
  return { certPem: `${certificate.toString('pem')}\n`, keyPem: await privateKeyPem(keys.privateKey) };
}

/** Still good for another fortnight, and signed by this authority. */
export async function isFreshLeaf(certPem: string, issuer: Authority, now: Date): Promise<boolean> {
  const certificate = new x509.X509Certificate(certPem);
  if (certificate.notBefore > now || certificate.notAfter < daysAfter(now, 14)) return false;
  return certificate.verify({ publicKey: issuer.certificate, signatureOnly: true });
}
