import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { FileProblems, type FileProblem } from './file-problems.ts';
import { parseJsonFile, problemsOf, type JsonFile } from './json-file.ts';

/** One read file and what it says. */
export type Read<T> = { readonly file: JsonFile; readonly value: T };

/** What the files of a folder may not say together. */
export type CheckTogether<T> = (read: readonly Read<T>[]) => readonly FileProblem[];

type Outcome<T> = { readonly read: Read<T> } | { readonly problems: readonly FileProblem[] };

async function readOne<T>(path: string, schema: z.ZodType<T>): Promise<Outcome<T>> {
  const file = parseJsonFile(path, await readFile(path, 'utf8'));
  if (!('problemAt' in file)) return { problems: file };
  const parsed = schema.safeParse(file.value);
  return parsed.success ? { read: { file, value: parsed.data } } : { problems: problemsOf(file, parsed.error) };
}

const nothingThere = (folder: string, what: string): FileProblems =>
  new FileProblems([{ file: folder, line: 1, column: 1, field: '', what }]);

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json')).sort();
  } catch (error) {
    throw nothingThere(folder, `the folder cannot be read (${error instanceof Error ? error.message : 'unknown'})`);
  }
}

/**
 * Every `*.json` of a folder (but no `*.schema.json`), in the order of the names.
 * @throws FileProblems naming everything wrong in all of them; the good ones are not handed out then either.
 */
export async function readJsonFolder<T>(
  folder: URL | string,
  schema: z.ZodType<T>,
  together: CheckTogether<T> = () => [],
): Promise<readonly T[]> {
  const path = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const names = await namesIn(path);
  if (names.length === 0) throw nothingThere(path, 'there is no *.json file in this folder');
  const outcomes = await Promise.all(names.map((name) => readOne(join(path, name), schema)));
  const read = outcomes.flatMap((outcome) => ('read' in outcome ? [outcome.read] : []));
  const problems = outcomes.flatMap((outcome) => ('problems' in outcome ? outcome.problems : []));
  const all = [...problems, ...together(read)];
  if (all.length > 0) throw new FileProblems(all);
  return read.map(({ value }) => value);
}
