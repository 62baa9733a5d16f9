import type { Permission } from '../contract/catalogue.ts';
import type { ProblemCode } from '../contract/problem.ts';
import type { Facts, Offer } from './facts.ts';

const availableIn = (offer: Offer): string[] =>
  offer.accounts.filter((entry) => entry.unavailable === null).map((entry) => entry.account);

const nonEmpty = (permissions: readonly Permission[]): Permission[] =>
  permissions.filter((permission) => permission.accounts.length > 0);

/** Every 業務 on every account that allows it: what a TPP with a fixed set asks for. */
export const everything = (facts: Facts): Permission[] =>
  nonEmpty(facts.offers.map((offer) => ({ service: offer.service, accounts: availableIn(offer) })));

/** Ticked when 手順2 opens: reading only. What changes something is always the customer's own tick. */
export const preselection = (facts: Facts): Permission[] =>
  nonEmpty(
    facts.offers
      .filter((offer) => offer.kind === 'inquiry')
      .map((offer) => ({ service: offer.service, accounts: availableIn(offer) })),
  );

export type Checked =
  | { readonly ok: true; readonly permissions: readonly Permission[] }
  | { readonly ok: false; readonly code: ProblemCode };

/** Accepts exactly what was offered, in the order in which it was offered. */
export function checkChoice(asked: readonly Permission[], facts: Facts): Checked {
  if (asked.length === 0) return { ok: false, code: 'authorization.nothing-selected' };
  if (new Set(asked.map((permission) => permission.service)).size !== asked.length)
    return { ok: false, code: 'request.invalid' };
  for (const { service, accounts } of asked) {
    const offer = facts.offers.find((candidate) => candidate.service === service);
    if (offer === undefined || new Set(accounts).size !== accounts.length)
      return { ok: false, code: 'request.invalid' };
    const available = new Set(availableIn(offer));
    if (!accounts.every((account) => available.has(account))) return { ok: false, code: 'pin.account-not-eligible' };
  }
  return { ok: true, permissions: inOfferedOrder(asked, facts) };
}

/** The part of a choice that is still on offer. */
export const stillOffered = (chosen: readonly Permission[], facts: Facts): Permission[] =>
  inOfferedOrder(chosen, facts);

function inOfferedOrder(chosen: readonly Permission[], facts: Facts): Permission[] {
  return nonEmpty(
    facts.offers.map((offer) => {
      const wanted = new Set(chosen.find((permission) => permission.service === offer.service)?.accounts);
      return { service: offer.service, accounts: availableIn(offer).filter((account) => wanted.has(account)) };
    }),
  );
}

export const accountsOf = (permissions: readonly Permission[]): string[] => [
  ...new Set(permissions.flatMap((permission) => permission.accounts)),
];

/** What 許可 would grant now: still on offer, and the account's 照会用暗証番号 is registered. */
export const granted = (chosen: readonly Permission[], facts: Facts): Permission[] =>
  nonEmpty(
    stillOffered(chosen, facts).map(({ service, accounts }) => ({
      service,
      accounts: accounts.filter((account) => facts.pins.get(account) === 'registered'),
    })),
  );

/** Chosen, but not granted. */
export function leftOut(chosen: readonly Permission[], facts: Facts): string[] {
  const kept = new Set(accountsOf(granted(chosen, facts)));
  return accountsOf(chosen).filter((account) => !kept.has(account));
}

export type PinNeed = { readonly registered: boolean; readonly unregistered: boolean };

export function pinNeed(chosen: readonly Permission[], facts: Facts): PinNeed {
  const pins = accountsOf(chosen).map((account) => facts.pins.get(account));
  return { registered: pins.includes('registered'), unregistered: pins.includes('unregistered') };
}
