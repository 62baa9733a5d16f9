import { join } from 'node:path';
import { certificateName, type CertificateName } from '../certificates/certificate-name.ts';
import { stillFits, termOf } from './customers/certificate-term.ts';
import type { CertificateOrder, Persona } from './persona.ts';
import type { TestPki } from './pki.ts';
import { issueClientCertificate } from './pki/client-certificate.ts';
import { everyone, ownerOnly, readIfThere, writeWhole } from './pki/files.ts';
import type { Pointers } from './pki/leaf.ts';
import { toPkcs12 } from './pki/pkcs12.ts';
import { x509 } from './pki/x509.ts';

export type PersonaCertificate = CertificateName & {
  readonly personaId: string;
  /** What was ordered; its `id` tells the certificates of one person apart. */
  readonly order: CertificateOrder;
  readonly certPem: string;
  /** PKCS#8, for a token; beside a certificate that goes nowhere else it is `null`. */
  readonly keyPem: string | null;
  /** The `.p12` file and its password, for the OS store. */
  readonly file: string;
  readonly password: string;
};

export type CertificateMaker = {
  /** Where the files lie. */
  readonly dir: string;
  readonly pki: TestPki;
  readonly pointers?: Pointers | undefined;
  /** Tells the authority that a certificate is revoked. */
  readonly revoke?: ((certPem: string) => Promise<void>) | undefined;
  /** Told of every certificate that is made anew because its file no longer fits. */
  readonly superseded?: ((old: CertificateName) => void) | undefined;
};

const issuerOf = ({ state }: CertificateOrder, pki: TestPki) =>
  state === 'other-issuer' ? pki.other : pki.clientIssuing;

async function isGood(certPem: string, order: CertificateOrder, pki: TestPki): Promise<boolean> {
  try {
    const certificate = new x509.X509Certificate(certPem);
    if (!stillFits(order, certificate, pki.clock.now())) return false;
    return await certificate.verify({ publicKey: issuerOf(order, pki).certificate, signatureOnly: true });
  } catch {
    return false; // a damaged file is replaced by a new certificate
  }
}

function announce({ superseded }: CertificateMaker, certPem: string): void {
  try {
    superseded?.(certificateName(certPem));
  } catch {
    // A damaged file names no certificate, so none has to be struck off.
  }
}

/** What a stored certificate was made from: it is made again when a tester writes something else into his file. */
const recipeOf = (persona: Persona, order: CertificateOrder): string =>
  JSON.stringify({
    name: persona.name,
    company: persona.contract.company,
    unit: persona.unit,
    password: persona.certificatePassword,
    order,
  });

async function make({ dir, pki, pointers, revoke }: CertificateMaker, persona: Persona, order: CertificateOrder) {
  const base = baseOf(dir, persona, order);
  const issued = await issueClientCertificate(pki, {
    commonName: persona.name,
    company: persona.contract.company,
    unit: persona.unit,
    algorithm: order.algorithm,
    issuer: order.state === 'other-issuer' ? 'other' : 'issuing',
    eku: order.state === 'wrong-usage' ? 'server' : 'client',
    ...termOf(order, pki.clock.now()),
    ...(pointers === undefined ? {} : { pointers }),
  });
  if (order.state === 'revoked') await revoke?.(issued.certPem);
  const root = order.state === 'other-issuer' ? pki.other.pem : pki.clientRoot.pem;
  const chain = [issued.chainPem, root].filter((pem) => pem !== '');
  const password = persona.certificatePassword;
  await writeWhole(`${base}.p12`, await toPkcs12({ ...issued, chain, name: persona.name }, password), ownerOnly);
  await writeWhole(`${base}.password`, `${password}\n`, ownerOnly);
  if (typeof order.place !== 'string') await writeWhole(`${base}.key`, issued.keyPem, ownerOnly);
  await writeWhole(`${base}.pem`, issued.certPem, everyone);
  // Last: what was made halfway is made again.
  await writeWhole(`${base}.recipe.json`, `${recipeOf(persona, order)}\n`, ownerOnly);
  return issued;
}

const baseOf = (dir: string, persona: Persona, order: CertificateOrder): string =>
  join(dir, order.id === 'main' ? persona.id : `${persona.id}.${order.id}`);

/**
 * `<dir>/<persona>.p12` (`<persona>.<certificate>.p12` for others than `main`) with the certificate (`.pem`), the password
 * (`.password`, owner only) and, for a token, the key (`.key`, owner only) beside it.
 */
export async function ensureCertificate(
  maker: CertificateMaker,
  persona: Persona,
  order: CertificateOrder,
): Promise<PersonaCertificate> {
  const base = baseOf(maker.dir, persona, order);
  const file = `${base}.p12`;
  const [stored, recipe, p12] = await Promise.all([
    readIfThere(`${base}.pem`),
    readIfThere(`${base}.recipe.json`),
    readIfThere(file),
  ]);
  const same = recipe?.trim() === recipeOf(persona, order) && p12 !== null;
  const good = stored !== null && same && (await isGood(stored, order, maker.pki));
  if (stored !== null && !good) announce(maker, stored);
  const certPem = good ? stored : (await make(maker, persona, order)).certPem;
  return {
    personaId: persona.id,
    order,
    certPem,
    keyPem: await readIfThere(`${base}.key`),
    file,
    password: persona.certificatePassword,
    ...certificateName(certPem),
  };
}

/** The certificate a persona usually logs in with. */
export function ensurePersonaCertificate(
  dir: string,
  pki: TestPki,
  persona: Persona,
  pointers?: Pointers,
): Promise<PersonaCertificate> {
  const [usual] = persona.certificates;
  if (usual === undefined) throw new Error(`${persona.id} has no certificate`);
  return ensureCertificate({ dir, pki, pointers }, persona, usual);
}
