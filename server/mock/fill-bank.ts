import type { BankSeed, CertificateRecord } from '../bank/records.ts';
import { seedBank } from '../bank/seed.ts';
import type { Database } from '../storage/database.ts';
import { isEmptyBank, registerCertificate, replaceCertificates, unregister } from './bank-sync.ts';
import type { CertificateName } from '../certificates/certificate-name.ts';
import type { PersonaCertificate } from './certificates.ts';
import { writeLinks } from './customers/bank-links.ts';
import { retireMember, setLoginState, writeMember } from './customers/bank-members.ts';
import type { Difference } from './customers/difference.ts';
import type { Persona } from './persona.ts';
import { bankSeed } from './seed/bank-seed.ts';

/** A person and every certificate he has. */
export type Holder = { readonly persona: Persona; readonly certificates: readonly PersonaCertificate[] };

export type BankParts = {
  readonly personas: readonly Holder[];
  /** Certificates whose files were made anew: the ones before open nothing any more. */
  readonly superseded: readonly CertificateName[];
  readonly now: Date;
  readonly pinTries: number;
  readonly passwordTries: number;
  readonly intentVersion: string;
};

const registered = ({ persona, certificates }: Holder): readonly CertificateRecord[] =>
  certificates
    .filter(({ order }) => order.registered)
    .map(({ issuerHash, serial }) => ({ memberId: persona.id, issuerHash, serial }));

const seedOf = ({ personas, now, pinTries }: BankParts): BankSeed =>
  bankSeed({
    personas: personas.map(({ persona }) => persona),
    tpps: [],
    certificates: personas.flatMap(registered),
    now,
    pinTries,
  });

async function writeStates(database: Database, persona: Persona, parts: BankParts, seed: BankSeed): Promise<void> {
  await setLoginState(database, persona, parts.now, parts.passwordTries);
  await writeLinks(database, persona, { seed, now: parts.now, intentVersion: parts.intentVersion });
}

/** Who is of this bank at present: a person whose file was gone for a run has accounts no more, and comes back as a new one. */
async function presentMembers(database: Database): Promise<ReadonlySet<string>> {
  const rows = await database.selectFrom('member_accounts').select('member_id').distinct().execute();
  return new Set(rows.map((row) => row.member_id));
}

/**
 * Tells a bank in use what is new about its members. Who did not change keeps everything a tester did with him meanwhile: counted
 * failures, registered PINs, links.
 */
export async function applyDifference(
  database: Database,
  parts: BankParts,
  { added, changed, removed }: Difference,
): Promise<void> {
  const seed = seedOf(parts);
  const anew = new Set([...added, ...changed]);
  for (const { persona } of parts.personas) {
    if (!anew.has(persona.id)) continue;
    await writeMember(database, seed, persona.id);
    await writeStates(database, persona, parts, seed);
  }
  for (const id of removed) await retireMember(database, id, parts.now);
  for (const name of parts.superseded) await unregister(database, name);
  for (const holder of parts.personas) {
    const { id } = holder.persona;
    if (changed.includes(id)) await replaceCertificates(database, id, registered(holder));
    else for (const certificate of registered(holder)) await registerCertificate(database, certificate);
  }
}

/** Seeds a bank that has no members yet; tells one that has been used before only what is new in this run. Its TPPs it knows already. */
export async function fillBank(database: Database, parts: BankParts, difference: Difference): Promise<void> {
  if (await isEmptyBank(database)) {
    const seed = seedOf(parts);
    await seedBank(database, seed);
    for (const { persona } of parts.personas)
      if (persona.loginState !== 'usual' || persona.links.length > 0) await writeStates(database, persona, parts, seed);
    return;
  }
  // The bank's word counts: another folder of persons may have been used with it before.
  const present = await presentMembers(database);
  const added = parts.personas.map(({ persona }) => persona.id).filter((id) => !present.has(id));
  await applyDifference(database, parts, { ...difference, added });
}
