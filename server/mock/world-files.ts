import { checkLinks } from './customers/check-links.ts';
import { FileProblems } from './customers/file-problems.ts';
import { readPersonas, type Persona } from './persona.ts';
import { readTpps, type RegisteredTpp } from './tpp/registered.ts';

/** Where the files are; left out: those that come with the mock world. */
export type WorldFolders = { readonly personas?: string | undefined; readonly tpps?: string | undefined };

export type WorldFiles = { readonly personas: readonly Persona[]; readonly tpps: readonly RegisteredTpp[] };

async function orProblems<T>(reading: Promise<T>): Promise<T | FileProblems> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof FileProblems) return error;
    throw error;
  }
}

/** A tester's own persons link to providers that are there. The shipped ones just lack their links to others. */
async function readPeople(folder: string | undefined, tpps: readonly string[]): Promise<readonly Persona[]> {
  if (folder !== undefined) return readPersonas(folder, checkLinks(tpps));
  const people = await readPersonas();
  return people.map((one) => ({ ...one, links: one.links.filter(({ tpp }) => tpps.includes(tpp)) }));
}

/**
 * All persons and providers of a world, read together: their links have to fit.
 * @throws FileProblems naming every mistake in both folders; nothing of either is handed out then.
 */
export async function readWorldFiles({ personas: folder, tpps: tppFolder }: WorldFolders): Promise<WorldFiles> {
  const tpps = await orProblems(readTpps(tppFolder));
  const personas = await orProblems(
    // Which links fit is not known as long as the providers' files are wrong.
    tpps instanceof FileProblems
      ? readPersonas(folder)
      : readPeople(
          folder,
          tpps.map(({ clientId }) => clientId),
        ),
  );
  if (!(tpps instanceof FileProblems) && !(personas instanceof FileProblems)) return { personas, tpps };
  throw new FileProblems(
    [tpps, personas].flatMap((outcome) => (outcome instanceof FileProblems ? outcome.problems : [])),
  );
}
