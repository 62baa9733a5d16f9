import { createHash } from 'node:crypto';
import type { BankSeed } from '../../bank/records.ts';
import type { Persona, PersonaAccount } from '../persona.ts';
import { daysAfter } from '../pki/x509.ts';
import { reproducible } from './random.ts';

type AccountSeed = BankSeed['accounts'][number];

/**
 * Says nothing about branch or number, because it travels to TPPs. It begins with the place in the persona's list, by
 * which the bank's own list is sorted within a branch.
 */
function accountId(contractId: string, account: PersonaAccount, place: number): string {
  const digest = createHash('sha256')
    .update(`${contractId}/${account.branch.en}/${account.number}`)
    .digest('base64url');
  return `acc_${String(place).padStart(3, '0')}${digest.slice(0, 15)}`;
}

function series(persona: Persona): readonly PersonaAccount[] {
  const rule = persona.series;
  if (rule === undefined) return [];
  const random = reproducible(persona.id);
  return Array.from({ length: rule.count }, (_, index) => {
    const type = rule.types[index % rule.types.length] ?? 'ordinary';
    const registered = (index + 1) % rule.unregisteredEvery !== 0;
    return {
      branch: random.pick(rule.branches),
      type,
      number: String(6_000_000 + index * 37 + 11),
      balance: 100_000 + random.below(30_000) * 500,
      closed: false,
      pin: { number: rule.pin, state: registered ? 'registered' : 'unregistered' },
    };
  });
}

/** Every account of a persona, those given by a rule included. */
export function personaAccounts(persona: Persona): readonly (PersonaAccount & { readonly id: string })[] {
  return [...persona.accounts, ...series(persona)].map((account, index) => ({
    ...account,
    id: accountId(persona.contract.id, account, index + 1),
  }));
}

export function accountSeeds(persona: Persona, now: Date, pinTries: number): readonly AccountSeed[] {
  return personaAccounts(persona).map((account) => ({
    id: account.id,
    branch: account.branch,
    type: account.type,
    last3: account.number.slice(-3),
    holder: persona.contract.holder,
    contractId: persona.contract.id,
    number: account.number,
    balance: account.balance,
    closed: account.closed,
    // A filed number is asked for once. Leaving the others out keeps the first start of a bank with 120 accounts quick.
    pin: account.pin === null || account.pin.state === 'registered' ? null : account.pin.number,
    pinRegisteredAt: account.pin?.state === 'registered' ? daysAfter(now, -200).toISOString() : null,
    pinFailures: account.pin?.state === 'locked' ? pinTries : 0,
  }));
}
