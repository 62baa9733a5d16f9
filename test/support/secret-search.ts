import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** One secret in one writing. */
export type Needle = { readonly name: string; readonly bytes: Buffer };

/** Base64 of `secret` wherever it stands in what was encoded: the characters that its neighbours have no part in. */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString('base64');
    const whole = encoded.replace(/=+$/, '');
    const ragged = (before + secret.length) % 3 === 0 ? 0 : 1;
    return whole.slice(before === 0 ? 0 : before + 1, whole.length - ragged);
  });
}

const bytesOf = (name: string, forms: readonly (readonly [string, Buffer])[]): Needle[] =>
  forms.map(([form, bytes]) => ({ name: `${name}, ${form}`, bytes }));

/** A secret long enough to come up by chance nowhere: plain, base64, hex, UTF-16. */
export function needlesOf(name: string, secret: string): Needle[] {
  const wide = Buffer.from(secret, 'utf16le');
  const hex = Buffer.from(secret).toString('hex');
  return bytesOf(name, [
    ['plain', Buffer.from(secret)],
    ['reversed', Buffer.from([...secret].reverse().join(''))],
    ['hex', Buffer.from(hex)],
    ['upper-case hex', Buffer.from(hex.toUpperCase())],
    ['UTF-16', wide],
    ['UTF-16, big-endian', Buffer.from(wide).swap16()],
    ...base64Forms(secret).map((form, index) => [`base64 (${String(index)})`, Buffer.from(form)] as const),
    ...base64Forms(secret).map(
      (form, index) =>
        [`base64url (${String(index)})`, Buffer.from(form.replaceAll('+', '-').replaceAll('/', '_'))] as const,
    ),
  ]);
}

/**
 * Four digits come up by chance: in a binary file they are looked for in the writings that do not. `pinWord` finds the plain ones
 * where text can be told from numbers.
 */
export function pinNeedles(name: string, pin: string): Needle[] {
  const wide = Buffer.from(pin, 'utf16le');
  return bytesOf(name, [
    ['base64', Buffer.from(Buffer.from(pin).toString('base64'))],
    ['hex', Buffer.from(Buffer.from(pin).toString('hex'))],
    ['UTF-16', wide],
    ['quoted', Buffer.from(`"${pin}"`)],
  ]);
}

/** As a word of its own. */
export const pinWord = (pin: string): RegExp => new RegExp(`(?<![\\w.:-])${pin}(?![\\w.:-])`);

export const foundIn = (bytes: Buffer, needles: readonly Needle[]): string[] =>
  needles.filter((needle) => bytes.includes(needle.bytes)).map(({ name }) => name);

/** Every file below a folder that can be read (a socket cannot), with its content. */
export function* filesBelow(folder: string): Generator<{ readonly path: string; readonly bytes: Buffer }> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && statSync(file, { throwIfNoEntry: false }) !== undefined)
      yield { path: relative(folder, file), bytes: readFileSync(file) };
  }
}

/** Every text in the lines of a log: the strings of JSON, names and all, and lines that are none as they are. */
export function textsOf(log: string): string[] {
  return log.split('\n').flatMap((line) => {
    try {
      return stringsIn(JSON.parse(line));
    } catch {
      return [line];
    }
  });
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...stringsIn(inner)]);
}
