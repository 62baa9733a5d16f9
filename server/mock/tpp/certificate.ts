import { createHash, X509Certificate } from 'node:crypto';
import type { TestPki } from '../pki.ts';
import { loadAuthority } from '../pki/authority.ts';
import { readPair, writePair } from '../pki/files.ts';
import { isFreshLeaf, issueLeaf, type Leaf } from '../pki/leaf.ts';
import { daysAfter, distinguishedName } from '../pki/x509.ts';
import { certificateNameOf, type RegisteredTpp } from './registered.ts';

async function stored(dir: string, name: string, pki: TestPki): Promise<Leaf | null> {
  const pair = await readPair(dir, name);
  if (pair === null) return null;
  try {
    await loadAuthority(pair); // checks that key and certificate belong together
    return (await isFreshLeaf(pair.certPem, pki.tppCa, pki.clock.now())) ? pair : null;
  } catch {
    return null; // a damaged file is replaced: the bank knows the name, not the certificate
  }
}

/** The certificate with which a pretend TPP opens its connections (RFC 8705), made on first use by the TPPs' test authority. */
export async function ensureTppCertificate(dir: string, pki: TestPki, tpp: RegisteredTpp): Promise<Leaf> {
  const found = await stored(dir, tpp.clientId, pki);
  if (found !== null) return found;
  const now = pki.clock.now();
  const leaf = await issueLeaf({
    subject: distinguishedName(certificateNameOf(tpp).map(([type, value]) => [type, value])),
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
