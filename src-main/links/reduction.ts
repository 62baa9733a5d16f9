import type { Permission } from '../../server/contract/catalogue.ts';
import type { LinkView } from '../../server/contract/links.ts';
import type { LinkContents } from '../contract/links.ts';

/** How a link that was read anew stands to what its screen showed, and to what was sent from there. */
export type Standing = 'as-shown' | 'as-sent' | 'changed';

export const canReduce = ({ allowed }: LinkView): boolean => allowed.includes('reduce');

/** Pure. Ended, it stays as it was, but nothing can be taken out of it any more: that is a change. */
export function standingOf(shown: LinkView, sent: readonly Permission[] | null, now: LinkView): Standing {
  if (now.status === 'ended') return 'changed';
  const standing = placesOf(permissionsOf(now));
  if (sent !== null && equal(standing, placesOf(sent))) return 'as-sent';
  return canReduce(now) && equal(standing, placesOf(permissionsOf(shown))) ? 'as-shown' : 'changed';
}

/** What `before` had and `after` has not. Pure. */
export function takenOut(before: LinkView, after: LinkView): LinkContents {
  const left = placesOf(permissionsOf(after));
  const services = before.services.flatMap((service) => {
    const accounts = service.accounts.filter((account) => !left.has(placeOf(service.id, account)));
    return accounts.length === 0 ? [] : [{ ...service, accounts }];
  });
  const named = new Set(services.flatMap(({ accounts }) => accounts));
  return { services, accounts: before.accounts.filter(({ id }) => named.has(id)) };
}

const permissionsOf = ({ services }: LinkView): readonly Permission[] =>
  services.map(({ id, accounts }) => ({ service: id, accounts }));

const placeOf = (service: string, account: string): string => `${service}/${account}`;

const placesOf = (permissions: readonly Permission[]): ReadonlySet<string> =>
  new Set(permissions.flatMap(({ service, accounts }) => accounts.map((account) => placeOf(service, account))));

const equal = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((place) => other.has(place));
