import { createHash } from 'node:crypto';
import type { Persona } from '../persona.ts';

/** Ids of persons, in the order of the files. */
export type Difference = {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
};

/** A person as the last run or reload knew him: his id, and a digest of everything said of him. */
export type Known = Readonly<Record<string, string>>;

/** A digest: what a person knows by heart is not written down a second time. */
const saidOf = (persona: Persona): string => createHash('sha256').update(JSON.stringify(persona)).digest('base64url');

export const knownOf = (personas: readonly Persona[]): Known =>
  Object.fromEntries(personas.map((persona) => [persona.id, saidOf(persona)]));

export function differenceBetween(known: Known, personas: readonly Persona[]): Difference {
  const ids = new Set(personas.map(({ id }) => id));
  return {
    added: personas.filter(({ id }) => known[id] === undefined).map(({ id }) => id),
    changed: personas
      .filter((persona) => ![undefined, saidOf(persona)].includes(known[persona.id]))
      .map(({ id }) => id),
    removed: Object.keys(known).filter((id) => !ids.has(id)),
  };
}
