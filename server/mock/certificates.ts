import { join } from 'node:path';
import type { Persona } from './persona.ts';
import type { TestPki } from './pki.ts';
import { issueClientCertificate } from './pki/client-certificate.ts';
import { everyone, ownerOnly, readIfThere, writeWhole } from './pki/files.ts';
import { isFreshLeaf, type Pointers } from './pki/leaf.ts';
import { toPkcs12 } from './pki/pkcs12.ts';

export type PersonaCertificate = {
  readonly personaId: string;
  readonly certPem: string;
  /** The `.p12` file and its password, for the OS store. */
  readonly file: string;
  readonly password: string;
};

async function stillGood(certPem: string, pki: TestPki): Promise<boolean> {
  try {
    return await isFreshLeaf(certPem, pki.clientIssuing, pki.clock.now());
  } catch {
    return false; // a damaged file is replaced by a new certificate
  }
}

/** `<dir>/<id>.p12` with its certificate (`.pem`) and password (`.password`, owner only) beside it. */
export async function ensurePersonaCertificate(
  dir: string,
  pki: TestPki,
  persona: Persona,
  pointers?: Pointers,
): Promise<PersonaCertificate> {
  const file = join(dir, `${persona.id}.p12`);
  const password = persona.certificatePassword;
  const stored = await readIfThere(join(dir, `${persona.id}.pem`));
  const hasFile = (await readIfThere(file)) !== null;
  if (stored !== null && hasFile && (await stillGood(stored, pki))) {
    return { personaId: persona.id, certPem: stored, file, password };
  }
  const issued = await issueClientCertificate(pki, {
    commonName: persona.name,
    company: persona.contract.company,
    unit: persona.unit,
    ...(pointers === undefined ? {} : { pointers }),
  });
  const chain = [issued.chainPem, pki.clientRoot.pem];
  await writeWhole(file, await toPkcs12({ ...issued, chain, name: persona.name }, password), ownerOnly);
  await writeWhole(join(dir, `${persona.id}.password`), `${password}\n`, ownerOnly);
  await writeWhole(join(dir, `${persona.id}.pem`), issued.certPem, everyone);
  return { personaId: persona.id, certPem: issued.certPem, file, password };
}
