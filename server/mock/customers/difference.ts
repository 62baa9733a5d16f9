import type { Persona } from '../persona.ts';

/** Ids of persons, in the order of the files. */
export type Difference = {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
};

/** A person as the last run or reload knew him: his id, and everything said of him. */
export type Known = Readonly<Record<string, string>>;

const saidOf = (persona: Persona): string => JSON.stringify(persona);

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
