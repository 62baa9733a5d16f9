import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { findScenario } from '../scenarios/catalogue.ts';
import { rows } from '../scenarios/rows.ts';
import { actions, scriptHeadSchema, type ActionName, type Script, type ScriptStep } from './script.ts';

/** What is wrong with a file, one line each: `file:line:column: what`. */
export class ScriptFault extends Error {
  override readonly name = 'ScriptFault';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

type Path = readonly PropertyKey[];

/** Reads one scripted flow. Everything that is wrong is told at once; nothing is played before all of it is right. */
export function readScript(file: string, text: string): Script {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const faults: string[] = [];
  const at = (path: Path): { line: number; col: number } => {
    const offset = offsetOf(document, path);
    return offset === undefined ? { line: 1, col: 1 } : lines.linePos(offset);
  };
  const fault = (path: Path, what: string): void => {
    const { line, col } = at(path);
    faults.push(`${file}:${String(line)}:${String(col)}: ${what}`);
  };
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    faults.push(`${file}:${String(line)}:${String(col)}: ${error.message.split('\n')[0] ?? error.code}`);
  }
  if (faults.length > 0) throw new ScriptFault(faults);

  const head = scriptHeadSchema.safeParse(document.toJS());
  if (!head.success) {
    for (const { path, message } of head.error.issues)
      fault(path, `${path.map(String).join('.') || 'file'}: ${message}`);
    throw new ScriptFault(faults);
  }
  head.data.shows.forEach((row, index) => {
    if (!rows.some(({ id }) => id === row))
      fault(['shows', index], `there is no row ${row}; npm run mock -- rows lists them`);
  });
  head.data.scenarios.forEach(({ id, parameters }, index) => {
    const wrong = wrongScenario(id, parameters);
    if (wrong !== null) fault(['scenarios', index], wrong);
  });
  const steps = head.data.steps.flatMap((step, index): ScriptStep[] => {
    const read = readStep(step, at(['steps', index]).line);
    if (read.ok) return [read.step];
    fault(['steps', index, ...read.path], read.reason);
    return [];
  });
  if (faults.length > 0) throw new ScriptFault(faults);
  return { ...head.data, file, steps };
}

function wrongScenario(id: string, parameters: unknown): string | null {
  const scenario = findScenario(id);
  if (scenario === undefined) return `there is no scenario ${id}`;
  const parsed = scenario.parse(parameters);
  return parsed.ok ? null : `${id}: ${parsed.reason.replaceAll('\n', ' ')}`;
}

type ReadStep =
  | { readonly ok: true; readonly step: ScriptStep }
  | { readonly ok: false; readonly path: Path; readonly reason: string };

const isActionName = (name: string): name is ActionName => Object.hasOwn(actions, name);

function readStep(step: unknown, line: number): ReadStep {
  const named: unknown = typeof step === 'string' ? { [step]: null } : step;
  const entry = z.record(z.string(), z.unknown()).safeParse(named);
  const [first, ...more] = entry.success ? Object.entries(entry.data) : [];
  if (first === undefined || more.length > 0)
    return { ok: false, path: [], reason: 'a step is one word, or one word with what it needs' };
  const [action, given] = first;
  if (!isActionName(action))
    return {
      ok: false,
      path: [],
      reason: `there is no step ${action} (there are: ${Object.keys(actions).join(', ')})`,
    };
  const parsed = (actions[action] as z.ZodType).safeParse(given ?? undefined);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = [action, ...(issue?.path ?? [])];
    return { ok: false, path, reason: `${path.map(String).join('.')}: ${issue?.message ?? 'not understood'}` };
  }
  const read = { action, with: parsed.data, line } as ScriptStep;
  if (read.action === 'on') {
    const wrong = wrongScenario(read.with.id, read.with.parameters);
    if (wrong !== null) return { ok: false, path: [action], reason: wrong };
  }
  if (read.action === 'off' && findScenario(read.with) === undefined)
    return { ok: false, path: [action], reason: `there is no scenario ${read.with}` };
  return { ok: true, step: read };
}

/** Where the node at a path begins; of one that is not there, the nearest above it. */
function offsetOf(document: Document, path: Path): number | undefined {
  let node: unknown = document.contents;
  let offset = isNode(node) ? node.range?.[0] : undefined;
  for (const part of path) {
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
      if (pair === undefined) break;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      next = pair.value;
    } else if (isSeq(node)) {
      next = node.items[Number(part)];
      if (isNode(next)) offset = next.range?.[0] ?? offset;
    }
    if (next === undefined) break;
    node = next;
  }
  return offset;
}
