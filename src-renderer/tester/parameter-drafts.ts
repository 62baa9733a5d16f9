import type { Field } from './parameter-fields.ts';

/** What a form holds of one parameter while it is being filled in. */
export type Draft = string | boolean | readonly string[];
export type Drafts = Readonly<Record<string, Draft>>;

/** Why a draft cannot be sent. */
export type Mistake =
  | { readonly kind: 'none-chosen' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  | { readonly kind: 'pattern'; readonly word: string }
  | { readonly kind: 'too-many'; readonly most: number }
  | { readonly kind: 'json' };

export type Read = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly mistake: Mistake };

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

const texts = (value: unknown): readonly string[] => (isTexts(value) ? value : []);

/** A value of the scenario's, as the form shows it. */
export function draftOf(field: Field, value: unknown): Draft {
  switch (field.kind) {
    case 'several':
      return texts(value);
    case 'words':
      return texts(value).join(' ');
    case 'switch':
      return value === true;
    case 'json':
      return JSON.stringify(value ?? null);
    case 'choice':
    case 'number':
    case 'text':
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    default:
      return field satisfies never;
  }
}

const good = (value: unknown): Read => ({ ok: true, value });
const bad = (mistake: Mistake): Read => ({ ok: false, mistake });

/** As a Japanese keyboard writes them: full-width digits, 「、」. */
const wordsIn = (text: string): readonly string[] =>
  text
    .normalize('NFKC')
    .split(/[\s,、]+/)
    .filter((word) => word !== '');

const fits = (pattern: string | null, text: string): boolean => pattern === null || new RegExp(pattern, 'u').test(text);

function readWords(field: Extract<Field, { kind: 'words' }>, text: string): Read {
  const words = [...new Set(wordsIn(text))];
  if (words.length === 0 && field.optional) return good(null);
  if (words.length < field.least) return bad({ kind: 'empty' });
  if (words.length > field.most) return bad({ kind: 'too-many', most: field.most });
  const odd = words.find((word) => !fits(field.pattern, word));
  return odd === undefined ? good(words) : bad({ kind: 'pattern', word: odd });
}

function readNumber({ least, most, optional }: Extract<Field, { kind: 'number' }>, text: string): Read {
  const digits = text.normalize('NFKC').trim();
  if (digits === '' && optional) return good(null);
  const value = Number(digits);
  return /^-?\d+$/.test(digits) && value >= least && value <= most ? good(value) : bad({ kind: 'number', least, most });
}

function readJson(text: string): Read {
  try {
    return good(JSON.parse(text));
  } catch {
    return bad({ kind: 'json' });
  }
}

/** The value as the scenario's schema wants it, or what is the matter with it. */
export function readDraft(field: Field, draft: Draft): Read {
  const text = typeof draft === 'string' ? draft : '';
  switch (field.kind) {
    case 'several': {
      // In the order of the list, however they were ticked.
      const chosen = field.choices.filter((choice) => texts(draft).includes(choice));
      return chosen.length < field.least ? bad({ kind: 'none-chosen' }) : good(chosen);
    }
    case 'words':
      return readWords(field, text);
    case 'number':
      return readNumber(field, text);
    case 'text':
      if (text.trim() === '') return bad({ kind: 'empty' });
      return fits(field.pattern, text.trim()) ? good(text.trim()) : bad({ kind: 'pattern', word: text.trim() });
    case 'switch':
      return good(draft === true);
    case 'choice':
      return good(text);
    case 'json':
      return readJson(text);
    default:
      return field satisfies never;
  }
}

export const initialDrafts = (fields: readonly Field[]): Drafts =>
  Object.fromEntries(fields.map((field) => [field.name, draftOf(field, field.initial)]));

/** Every parameter of a form, or the first mistake in it. */
export function readDrafts(
  fields: readonly Field[],
  drafts: Drafts,
):
  | { readonly ok: true; readonly parameters: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly name: string; readonly mistake: Mistake } {
  const parameters: Record<string, unknown> = {};
  for (const field of fields) {
    const read = readDraft(field, drafts[field.name] ?? draftOf(field, field.initial));
    if (!read.ok) return { ok: false, name: field.name, mistake: read.mistake };
    parameters[field.name] = read.value;
  }
  return { ok: true, parameters };
}
