import type { BankSeed, CertificateRecord, TppRecord } from '../../bank/records.ts';
import type { Persona } from '../persona.ts';
import { accountSeeds } from './accounts.ts';
import { bookEntries } from './transactions.ts';

export type SeedParts = {
  readonly personas: readonly Persona[];
  readonly tpps: readonly TppRecord[];
  readonly certificates: readonly CertificateRecord[];
  readonly now: Date;
  /** Wrong 照会用暗証番号 that lock an account. */
  readonly pinTries: number;
};

type Owned = { readonly persona: Persona; readonly accounts: BankSeed['accounts'] };

/** Two members of one contract who list the same account share it: the first one's record is the bank's. */
function owners(people: readonly Persona[], now: Date, pinTries: number): readonly Owned[] {
  const known = new Map<string, BankSeed['accounts'][number]>();
  return people.map((persona) => ({
    persona,
    accounts: accountSeeds(persona, now, pinTries).map((account) => {
      const name = `${account.contractId}/${account.branch.en}/${account.number}`;
      const first = known.get(name) ?? account;
      known.set(name, first);
      return first;
    }),
  }));
}

/** A pretend bank's whole data. Pure but for the clock: the same day gives the same bank. */
export function bankSeed({ personas, tpps, certificates, now, pinTries }: SeedParts): BankSeed {
  const owned = owners(personas, now, pinTries);
  const accounts = [...new Set(owned.flatMap((each) => each.accounts))];
  return {
    tpps,
    members: owned.map(({ persona, accounts: own }) => ({
      id: persona.id,
      contractId: persona.contract.id,
      company: persona.contract.company,
      name: persona.name,
      role: persona.role,
      loginPassword: persona.loginPassword,
      accounts: own.map((account) => account.id),
      services: persona.services,
    })),
    certificates,
    accounts,
    transactions: accounts
      .filter((account) => !account.closed && account.type !== 'time')
      .flatMap((account) => bookEntries(account, now)),
  };
}
