import type { TppRecord } from '../bank/records.ts';
import { seedBank } from '../bank/seed.ts';
import { certificateName } from '../certificates/certificate-name.ts';
import type { Database } from '../storage/database.ts';
import { isEmptyBank, registerCertificate, syncTpps } from './bank-sync.ts';
import type { PersonaCertificate } from './certificates.ts';
import type { Persona } from './persona.ts';
import { bankSeed } from './seed/bank-seed.ts';

export type BankParts = {
  readonly personas: readonly { readonly persona: Persona; readonly certificate: PersonaCertificate }[];
  readonly tpps: readonly TppRecord[];
  readonly now: Date;
  readonly pinTries: number;
};

async function knownMembers(database: Database): Promise<ReadonlySet<string>> {
  const rows = await database.selectFrom('members').select('id').execute();
  return new Set(rows.map((row) => row.id));
}

/** Seeds an empty bank; tells a bank that has been used before only what is new in this run. */
export async function fillBank(database: Database, { personas, tpps, now, pinTries }: BankParts): Promise<void> {
  const certificates = personas.map(({ persona, certificate }) => ({
    memberId: persona.id,
    ...certificateName(certificate.certPem),
  }));
  if (await isEmptyBank(database)) {
    const people = personas.map((each) => each.persona);
    await seedBank(database, bankSeed({ personas: people, tpps, certificates, now, pinTries }));
    return;
  }
  const members = await knownMembers(database);
  const stranger = personas.find(({ persona }) => !members.has(persona.id));
  if (stranger) {
    throw new Error(
      `the stored bank does not know ${stranger.persona.id}: remove renkei.sqlite to begin with a new bank`,
    );
  }
  await syncTpps(database, tpps);
  for (const certificate of certificates) await registerCertificate(database, certificate);
}
