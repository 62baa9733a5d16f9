import type { IdentityView } from '../contract/views.ts';

/** The whole subject: two people of one name in one company differ in their unit or ID only, and one is not the other's old one. */
const samePerson = (a: IdentityView, b: IdentityView): boolean => a.subject === b.subject && a.issuer === b.issuer;

/**
 * Marks what a renewal left behind: a certificate whose person has a newer one (by `notBefore`, RFC 3339 in UTC) among the
 * `usable`. Nothing is marked for a newer one that cannot be used itself.
 */
export function markReplaced<T extends IdentityView>(
  list: readonly T[],
  usable: readonly IdentityView[] = list,
): readonly T[] {
  const newer = usable.filter(({ ending }) => ending !== 'ended');
  return list.map((one) => {
    const replaced = newer.some((other) => samePerson(one, other) && other.notBefore > one.notBefore);
    return replaced === one.replaced ? one : { ...one, replaced };
  });
}
