import type { Persona, PersonaAccount } from '../persona.ts';
import type { FileProblem } from './file-problems.ts';
import type { Read } from './read-folder.ts';

/** What an account is known by within the bank. */
export const accountName = ({ contract }: Persona, { branch, number }: PersonaAccount): string =>
  `${contract.id}/${branch.en}/${number}`;

/** Two members of one contract may share an account; then both files must say the same of it. */
const sameAccount = (one: PersonaAccount, other: PersonaAccount): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Contradictions between persona files; each is reported where the later one says it. */
export function checkTogether(read: readonly Read<Persona>[]): readonly FileProblem[] {
  const ids = new Map<string, string>();
  const contracts = new Map<string, Read<Persona>>();
  const accounts = new Map<string, { readonly file: string; readonly account: PersonaAccount }>();
  return read.flatMap((each) => {
    const { file, value: persona } = each;
    const problems: FileProblem[] = [];
    const holder = ids.get(persona.id);
    if (holder !== undefined) problems.push(file.problemAt(['id'], `${holder} has the same id`));
    ids.set(persona.id, holder ?? file.file);
    const before = contracts.get(persona.contract.id);
    contracts.set(persona.contract.id, before ?? each);
    for (const field of ['company', 'holder'] as const) {
      if (before !== undefined && before.value.contract[field] !== persona.contract[field])
        problems.push(file.problemAt(['contract', field], `${before.file.file} says otherwise of the same contract`));
    }
    persona.accounts.forEach((account, at) => {
      const name = accountName(persona, account);
      const known = accounts.get(name);
      if (known === undefined) accounts.set(name, { file: file.file, account });
      else if (known.file === file.file)
        problems.push(file.problemAt(['accounts', at], 'this account is in the list twice'));
      else if (!sameAccount(known.account, account))
        problems.push(file.problemAt(['accounts', at], `${known.file} says otherwise of the same account`));
    });
    return problems;
  });
}
