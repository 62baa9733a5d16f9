import { createHash } from 'node:crypto';

/** Ids, in the order of the files. */
export type Difference = {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
};

/** What one file says, under the id it is known by. */
type Named = { readonly id: string };

/** What the last run or reload knew: ids, each with a digest of everything said of it. */
export type Known = Readonly<Record<string, string>>;

/** A digest: what a person knows by heart is not written down a second time. */
const saidOf = (one: Named): string => createHash('sha256').update(JSON.stringify(one)).digest('base64url');

export const knownOf = (all: readonly Named[]): Known => Object.fromEntries(all.map((one) => [one.id, saidOf(one)]));

export function differenceBetween(known: Known, all: readonly Named[]): Difference {
  const ids = new Set(all.map(({ id }) => id));
  return {
    added: all.filter(({ id }) => known[id] === undefined).map(({ id }) => id),
    changed: all.filter((one) => ![undefined, saidOf(one)].includes(known[one.id])).map(({ id }) => id),
    removed: Object.keys(known).filter((id) => !ids.has(id)),
  };
}
