import type { Account, Permission, ServiceId, ServiceOffer, StepOf } from '../../bridge/view-types.ts';

/** As much of a 業務 as choosing its accounts needs. */
export type Offer = Pick<ServiceOffer, 'id' | 'kind' | 'label' | 'accounts'>;

/** The chosen accounts per 業務. A 業務 without any is not in it: choosing one means choosing an account for it. */
export type Selection = ReadonlyMap<ServiceId, ReadonlySet<string>>;

/** Accounts that may be chosen for a 業務, in the bank's order. */
export function selectable(offer: Offer): readonly string[] {
  return offer.accounts.filter(({ unavailable }) => unavailable === null).map(({ account }) => account);
}

/** What the server says was chosen before, without what may not be chosen any more. */
export function initialSelection(step: StepOf<'services'>): Selection {
  const chosen = new Map(step.chosen.map(({ service, accounts }) => [service, new Set(accounts)]));
  return step.services.reduce<Selection>((selection, offer) => {
    const before = chosen.get(offer.id);
    return put(
      selection,
      offer.id,
      selectable(offer).filter((account) => before?.has(account) === true),
    );
  }, new Map());
}

/** On: every account that may be chosen. Off: none. */
export function toggleService(selection: Selection, offer: Offer): Selection {
  return put(selection, offer.id, selection.has(offer.id) ? [] : selectable(offer));
}

export function toggleAccount(selection: Selection, offer: Offer, account: string): Selection {
  const now = selection.get(offer.id) ?? new Set<string>();
  return put(
    selection,
    offer.id,
    selectable(offer).filter((id) => (id === account ? !now.has(id) : now.has(id))),
  );
}

/** Chooses the given accounts of a 業務, or takes them out, and leaves the others as they are. */
export function setAccounts(selection: Selection, offer: Offer, accounts: ReadonlySet<string>, on: boolean): Selection {
  const now = selection.get(offer.id) ?? new Set<string>();
  return put(
    selection,
    offer.id,
    selectable(offer).filter((id) => (accounts.has(id) ? on : now.has(id))),
  );
}

/** All that may be chosen of these 業務, beside what is chosen of others. */
export function everything(offers: readonly Offer[], others: Selection = new Map()): Selection {
  return offers.reduce<Selection>((selection, offer) => put(selection, offer.id, selectable(offer)), others);
}

/** Nothing of these 業務; what is chosen of others stays. */
export function without(selection: Selection, offers: readonly Offer[]): Selection {
  return offers.reduce<Selection>((left, offer) => put(left, offer.id, []), selection);
}

export function isEverything(selection: Selection, offers: readonly Offer[]): boolean {
  return offers.every((offer) => selectable(offer).every((account) => selection.get(offer.id)?.has(account) === true));
}

function put(selection: Selection, service: ServiceId, accounts: readonly string[]): Selection {
  const next = new Map(selection);
  if (accounts.length === 0) next.delete(service);
  else next.set(service, new Set(accounts));
  return next;
}

/** What the command carries, in the order of the offer. */
export function permissionsOf(selection: Selection, offers: readonly Offer[]): Permission[] {
  return offers.flatMap(({ id }) => {
    const accounts = selection.get(id);
    return accounts === undefined ? [] : [{ service: id, accounts: [...accounts] }];
  });
}

export function countSelection(selection: Selection): { readonly services: number; readonly accounts: number } {
  const accounts = new Set([...selection.values()].flatMap((set) => [...set]));
  return { services: selection.size, accounts: accounts.size };
}

/** Accounts whose name has every word of the filter, whatever the width of its figures. */
export function matching(
  accounts: readonly Account[],
  filter: string,
  nameOf: (account: Account) => string,
): readonly Account[] {
  const plain = (text: string): string => text.normalize('NFKC').toLowerCase();
  const words = plain(filter).split(/\s+/).filter(Boolean);
  return accounts.filter((account) => words.every((word) => plain(nameOf(account)).includes(word)));
}
