import { createHash, X509Certificate } from 'node:crypto';
import type { TestPki } from '../pki.ts';
import { loadAuthority } from '../pki/authority.ts';
import { readPair, writePair } from '../pki/files.ts';
import { isFreshLeaf, issueLeaf, type Leaf } from '../pki/leaf.ts';
import { daysAfter, distinguishedName, x509 } from '../pki/x509.ts';
import { certificateNameOf, type RegisteredTpp } from './registered.ts';

const subjectOf = (tpp: RegisteredTpp): x509.Name =>
  distinguishedName(certificateNameOf(tpp).map(([type, value]) => [type, value]));

async function stored(dir: string, tpp: RegisteredTpp, pki: TestPki): Promise<Leaf | null> {
  const pair = await readPair(dir, tpp.clientId);
  if (pair === null) return null;
  try {
    await loadAuthority(pair); // checks that key and certificate belong together
    // The company's name was changed in its file: the bank would not know this certificate.
    if (new x509.X509Certificate(pair.certPem).subject !== subjectOf(tpp).toString()) return null;
    return (await isFreshLeaf(pair.certPem, pki.tppCa, pki.clock.now())) ? pair : null;
  } catch {
    return null; // a damaged file is replaced: the bank knows the name, not the certificate
  }
}

/** The certificate with which a pretend TPP opens its connections (RFC 8705), made on first use by the TPPs' test authority. */
export async function ensureTppCertificate(dir: string, pki: TestPki, tpp: RegisteredTpp): Promise<Leaf> {
  const found = await stored(dir, tpp, pki);
  if (found !== null) return found;
  const now = pki.clock.now();
  const leaf = await issueLeaf({
    subject: subjectOf(tpp),
    issuer: pki.tppCa,
    notBefore: daysAfter(now, -1),
    notAfter: daysAfter(now, 365),
    usage: 'client',
  });
  await writePair(dir, tpp.clientId, leaf);
  return leaf;
}

/** `x5t#S256` (RFC 8705 §3.1). */
export const certificateThumbprint = ({ certPem }: Pick<Leaf, 'certPem'>): string =>
  createHash('sha256').update(new X509Certificate(certPem).raw).digest('base64url');
