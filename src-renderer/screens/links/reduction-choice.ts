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
