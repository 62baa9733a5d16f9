import { x509, distinguishedName, randomSerial } from '../../server/mock/pki/x509.ts';
import { privateKeyPem } from '../../server/mock/pki/keys.ts';

const usage = x509.KeyUsageFlags;
export const clientAuth = '1.3.6.1.5.5.7.3.2';
export const serverAuth = '1.3.6.1.5.5.7.3.1';

type Algorithm = RsaHashedKeyGenParams | (EcKeyGenParams & { hash: string }) | { name: 'Ed25519' };

export const algorithms = {
  p256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  p384: { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  p521: { name: 'ECDSA', namedCurve: 'P-521', hash: 'SHA-512' },
  rsa2048: rsa(2048),
  rsa1024: rsa(1024),
  ed25519: { name: 'Ed25519' },
} as const satisfies Record<string, Algorithm>;

function rsa(modulusLength: number): RsaHashedKeyGenParams {
  return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength };
}

type Keys = Awaited<ReturnType<typeof makeKeys>>;

export async function makeKeys(algorithm: keyof typeof algorithms = 'p256') {
  const keys = await crypto.subtle.generateKey(algorithms[algorithm], true, ['sign', 'verify']);
  if (!('privateKey' in keys)) throw new TypeError('a key pair was asked for');
  return keys;
}

export type Authority = { readonly name: x509.Name; readonly keys: Keys; readonly pem: string };

type Request = {
  readonly commonName: string;
  readonly company?: string;
  readonly unit?: string;
  readonly from?: string;
  readonly to?: string;
  /** `null`: the certificate has no such extension. */
  readonly keyUsage?: x509.KeyUsageFlags | null;
  readonly purposes?: readonly string[] | null;
  readonly authority?: boolean;
  readonly keys?: Keys;
};

const nameOf = ({ commonName, company = '株式会社さくら商事', unit }: Request): x509.Name =>
  distinguishedName([
    ['C', 'JP'],
    ['O', company],
    ...(unit === undefined ? [] : ([['OU', unit]] as const)),
    ['CN', commonName],
  ]);

function extensions({ keyUsage = usage.digitalSignature, purposes = [clientAuth], authority = false }: Request) {
  const list: x509.Extension[] = [new x509.BasicConstraintsExtension(authority, undefined, true)];
  if (keyUsage !== null) list.push(new x509.KeyUsagesExtension(keyUsage, true));
  if (purposes !== null) list.push(new x509.ExtendedKeyUsageExtension([...purposes]));
  return list;
}

export async function makeAuthority(commonName: string): Promise<Authority> {
  const keys = await makeKeys();
  const request = { commonName, company: '成協信用組合', authority: true, keyUsage: usage.keyCertSign, purposes: null };
  const name = nameOf(request);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name,
    keys,
    serialNumber: randomSerial(),
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2040-01-01T00:00:00Z'),
    signingAlgorithm: algorithms.p256,
    extensions: extensions(request),
  });
  return { name, keys, pem: `${certificate.toString('pem')}\n` };
}

/** A certificate of any kind; of the right kind where nothing is said. */
export async function makeCertificate(issuer: Authority, request: Request): Promise<{ pem: string; keyPem: string }> {
  const keys = request.keys ?? (await makeKeys());
  const certificate = await x509.X509CertificateGenerator.create({
    subject: nameOf(request),
    issuer: issuer.name,
    publicKey: keys.publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: algorithms.p256,
    serialNumber: randomSerial(),
    notBefore: new Date(request.from ?? '2026-04-01T00:00:00Z'),
    notAfter: new Date(request.to ?? '2027-03-31T23:59:59Z'),
    extensions: extensions(request),
  });
  return { pem: `${certificate.toString('pem')}\n`, keyPem: await privateKeyPem(keys.privateKey) };
}
