import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { parseJson } from './parse-json.ts';
import { settingsSchema, type Settings } from './schema.ts';

/** What only the mock world has. Named, so that nobody wonders why it does nothing. */
const mockOnly = new Set([
  'mock',
  'personas',
  'simulator',
  'scenarios',
  'handover',
  'pages',
  'tpp',
  'tpps',
  'clock',
  'record',
  'seed',
]);

export class BadSettings extends Error {
  override readonly name = 'BadSettings';
}

export type SettingsFile = {
  readonly settings: Settings;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
  /** A path of the file as this process sees it. */
  readonly locate: (path: string) => string;
};

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');

function explain(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const reason = mockOnly.has(key)
        ? 'belongs to the mock world, which is no part of a bank’s server'
        : 'is not a setting';
      return `${pathOf([...issue.path, key])}: ${reason}`;
    });
  }
  return [`${pathOf(issue.path)}: ${issue.message}`];
}

/** Checks what a settings file holds. Throws `BadSettings` with one line for each mistake: path and reason. */
export function parseSettings(name: string, content: string): Settings {
  let json: unknown;
  try {
    json = parseJson(content);
  } catch (error) {
    throw new BadSettings(`${name}: ${error instanceof Error ? error.message : 'is not JSON'}`);
  }
  const parsed = settingsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.flatMap(explain);
  throw new BadSettings([`${name}:`, ...lines.map((line) => `  ${line}`)].join('\n'));
}

export async function readSettings(path: string): Promise<SettingsFile> {
  const file = resolve(path);
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new BadSettings(`${path}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  });
  return {
    settings: parseSettings(path, content),
    sha256: createHash('sha256').update(content).digest('hex'),
    locate: (relative) => resolve(dirname(file), relative),
  };
}
