import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { FileProblem } from './file-problems.ts';

type Path = readonly PropertyKey[];

/** A JSON file that remembers where in it everything stands. */
export type JsonFile = {
  readonly file: string;
  readonly value: unknown;
  problemAt(path: Path, what: string): FileProblem;
};

export function fieldOf(path: Path): string {
  return path.reduce<string>(
    (field, part) =>
      typeof part === 'number' ? `${field}[${String(part)}]` : field === '' ? String(part) : `${field}.${String(part)}`,
    '',
  );
}

/** Offset of the key or entry a path names, or of the nearest thing around it that is there. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const part of path) {
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
      if (!isPair(pair)) break;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      next = pair.value;
    } else if (isSeq(node) && typeof part === 'number') {
      next = node.items[part];
      if (isNode(next)) offset = next.range?.[0] ?? offset;
    }
    if (next === undefined) break;
    node = next;
  }
  return offset;
}

/** `null` value and the reasons when the text is not JSON. A key that is there twice is an error, too. */
export function parseJsonFile(file: string, text: string): JsonFile | readonly FileProblem[] {
  const lines = new LineCounter();
  // YAML contains JSON; its parser knows where things stand.
  const document = parseDocument(text, { lineCounter: lines, schema: 'json', prettyErrors: false });
  const at = (offset: number, field: string, what: string): FileProblem => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), field, what };
  };
  if (document.errors.length > 0)
    return document.errors.map((error) => at(error.pos[0], '', `this is not JSON: ${error.message}`));
  try {
    return {
      file,
      value: JSON.parse(text) as unknown,
      problemAt: (path, what) => at(offsetOf(document, path), fieldOf(path), what),
    };
  } catch (error) {
    // What YAML allows and JSON does not: comments, bare words, commas at the end.
    const what = error instanceof Error ? error.message : 'not JSON';
    const position = /position (\d+)/.exec(what)?.[1];
    return [at(position === undefined ? 0 : Number(position), '', `this is not JSON: ${what}`)];
  }
}

function isThere(value: unknown, path: Path): boolean {
  let at: unknown = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return false;
    at = Reflect.get(at, part);
  }
  return true;
}

/** Each unknown key stands where it is written, not at the object around it. */
export function problemsOf(file: JsonFile, error: z.core.$ZodError): readonly FileProblem[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => file.problemAt([...issue.path, key], 'there is no such field'))
      : [file.problemAt(issue.path, isThere(file.value, issue.path) ? issue.message : 'this field is missing')],
  );
}
