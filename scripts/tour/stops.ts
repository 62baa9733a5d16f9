import { FileProblems } from '../../server/mock/customers/file-problems.ts';
import { readPersonas, type Persona } from '../../server/mock/persona.ts';
import { isTourKind, kindOfPersona, tourKinds, tourPersonas, type TourKind } from '../../test/support/tour-kinds.ts';
import { Obstacle } from '../prepare/say.mjs';

/** One tour: what it shows, and as whom. */
export type Stop = { readonly name: string; readonly kind: TourKind; readonly persona: string };

const ofKind = (kind: TourKind): Stop => ({ name: kind, kind, persona: tourPersonas[kind] });

/** @throws Obstacle that lists the kinds when `wanted` is none, nor a person's id. */
export const stopsFor = (wanted: string, people: readonly Persona[]): readonly Stop[] => {
  if (wanted === 'all') return tourKinds.map(ofKind);
  if (isTourKind(wanted)) return [ofKind(wanted)];
  const persona = people.find(({ id }) => id === wanted);
  if (persona !== undefined) return [{ name: persona.id, kind: kindOfPersona(persona), persona: persona.id }];
  const ids = people.map(({ id }) => id).join(', ');
  throw new Obstacle(`--persona must be a kind: ${tourKinds.join(', ')}, all; or a test person: ${ids}`);
};

/** @throws Obstacle also when the files of `folder` cannot be used. */
export const readStops = async (wanted = 'os', folder?: string): Promise<readonly Stop[]> => {
  try {
    return stopsFor(wanted, await readPersonas(folder));
  } catch (error) {
    throw error instanceof FileProblems ? new Obstacle(error.message) : error;
  }
};
