import type { LinkContents, LinkView } from '../../../src-main/contract/links.ts';
import type { Offer, Selection } from '../services/selection.ts';

/** What stands, to choose from: whatever is in a link may stay in it. */
export const offersOf = ({ services }: LinkView): readonly Offer[] =>
  services.map(({ id, kind, label, accounts }) => ({
    id,
    kind,
    label,
    accounts: accounts.map((account) => ({ account, unavailable: null })),
  }));

/** What the choice takes out of a link. */
export function takenBy({ services, accounts }: LinkView, selection: Selection): LinkContents {
  const taken = services.flatMap((service) => {
    const gone = service.accounts.filter((account) => selection.get(service.id)?.has(account) !== true);
    return gone.length === 0 ? [] : [{ ...service, accounts: gone }];
  });
  const named = new Set(taken.flatMap((service) => service.accounts));
  return { services: taken, accounts: accounts.filter(({ id }) => named.has(id)) };
}

/** How many 業務 go, and how many go on with fewer accounts. */
export function countTaken({ services }: LinkContents, kept: Selection): { wholly: number; partly: number } {
  const partly = services.filter(({ id }) => kept.has(id)).length;
  return { wholly: services.length - partly, partly };
}
