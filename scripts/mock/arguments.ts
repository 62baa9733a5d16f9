import { parseArgs } from 'node:util';
import { Obstacle } from '../prepare/say.mjs';

export type Options = {
  readonly words: readonly string[];
  readonly json: boolean;
  readonly running: boolean;
  readonly parameters: Record<string, unknown> | undefined;
  readonly personas: readonly string[] | undefined;
  readonly tpps: readonly string[] | undefined;
  readonly serial: string | undefined;
  readonly algorithm: string | undefined;
  readonly after: string | undefined;
  readonly limit: string | undefined;
  readonly junit: string | undefined;
  readonly report: string | undefined;
};

const many = { type: 'string', multiple: true } as const;
const one = { type: 'string' } as const;

export function readArguments(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    // `clock advance -1d`: everything that is no option of ours is a word.
    strict: true,
    allowPositionals: true,
    allowNegative: false,
    options: {
      json: { type: 'boolean', default: false },
      running: { type: 'boolean', default: false },
      set: many,
      persona: many,
      tpp: many,
      serial: one,
      algorithm: one,
      after: one,
      limit: one,
      junit: one,
      report: one,
    },
  });
  const { set, persona, tpp, serial, algorithm, after, limit, junit, report, json, running } = values;
  return {
    words: positionals,
    json,
    running,
    parameters: set === undefined ? undefined : Object.fromEntries(set.map(assignment)),
    personas: persona,
    tpps: tpp,
    serial,
    algorithm,
    after,
    limit,
    junit,
    report,
  };
}

/** `triesLeft=2`, `at=["services"]`, `form=gateway`. */
function assignment(text: string): readonly [string, unknown] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new Obstacle(`--set ${text}: say KEY=VALUE`);
  return [text.slice(0, equals), valueOf(text.slice(equals + 1))];
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // a word
  }
}
