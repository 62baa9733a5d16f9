import { attributeType } from './attributes.ts';
import { BadName, relativeName, type Attribute, type Name, type RelativeName } from './name.ts';
import { encodedAttribute, textAttribute } from './value.ts';

const longest = 1024;

/** RFC 4514 §2.4: must be escaped wherever they stand. */
const special = new Set(['"', '+', ',', ';', '<', '>', '\\']);
const escapable = new Set([...special, ' ', '#', '=']);
const hexPair = /^[0-9A-Fa-f]{2}$/;

/** Walks over the text; knows where it is, for whoever has to mend it. */
class Reader {
  at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get next(): string {
    return this.#text.charAt(this.at);
  }

  get done(): boolean {
    return this.at >= this.#text.length;
  }

  peek(length: number): string {
    return this.#text.slice(this.at, this.at + length);
  }

  /** Everything that matches from here on. */
  take(pattern: RegExp): string {
    const sticky = new RegExp(pattern.source, `${pattern.flags}y`);
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.#text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  takeIf(character: string): boolean {
    if (this.next !== character) return false;
    this.at += 1;
    return true;
  }
}

/**
 * Reads the string representation of a distinguished name (RFC 4514), the form of `tls_client_auth_subject_dn` (RFC 8705
 * §2.1.2). Throws `BadName`. The text names the last part first, the encoding the other way round (§2.1).
 */
export function parseName(text: string): Name {
  if (text.length > longest) throw new BadName('the name is too long');
  if (text === '') return [];
  const reader = new Reader(text);
  const parts: RelativeName[] = [];
  do parts.push(readPart(reader));
  while (reader.takeIf(','));
  if (!reader.done) throw new BadName('a comma or the end was expected', reader.at);
  return parts.reverse();
}

function readPart(reader: Reader): RelativeName {
  const attributes: Attribute[] = [];
  do attributes.push(readAttribute(reader));
  while (reader.takeIf('+'));
  return relativeName(attributes);
}

function readAttribute(reader: Reader): Attribute {
  const start = reader.at;
  const name = reader.take(/[A-Za-z][A-Za-z0-9-]*|[0-9.]+/);
  if (name === '') throw new BadName('an attribute was expected', start);
  const type = attributeType(name, start);
  if (!reader.takeIf('=')) throw new BadName('= was expected', reader.at);
  const valueAt = reader.at;
  if (reader.takeIf('#')) return encodedAttribute(type, readHex(reader));
  return textAttribute(type, readText(reader), valueAt);
}

function readHex(reader: Reader): Uint8Array {
  const hex = reader.take(/(?:[0-9A-Fa-f]{2})+/);
  if (hex === '') throw new BadName('pairs of hexadecimal digits were expected', reader.at);
  return Buffer.from(hex, 'hex');
}

/** §2.4 and §3: a space at either end must be escaped, and escaped bytes are UTF-8. */
function readText(reader: Reader): string {
  const bytes: Buffer[] = [];
  let bareSpaceAt: number | undefined;
  if (reader.next === ' ') throw new BadName('a space at the beginning must be escaped', reader.at);
  while (!reader.done && reader.next !== ',' && reader.next !== '+') {
    const at = reader.at;
    if (reader.takeIf('\\')) {
      bytes.push(readEscaped(reader));
      bareSpaceAt = undefined;
      continue;
    }
    const character = reader.take(/[\s\S]/u);
    if (special.has(character) || character === '\0') throw new BadName(`${character} must be escaped`, at);
    bareSpaceAt = character === ' ' ? at : undefined;
    bytes.push(Buffer.from(character, 'utf8'));
  }
  if (bareSpaceAt !== undefined) throw new BadName('a space at the end must be escaped', bareSpaceAt);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(bytes));
  } catch {
    throw new BadName('escaped bytes are not UTF-8', reader.at);
  }
}

function readEscaped(reader: Reader): Buffer {
  if (escapable.has(reader.next)) return Buffer.from(reader.take(/[\s\S]/), 'utf8');
  const pair = reader.peek(2);
  if (!hexPair.test(pair)) throw new BadName('a special character or two hexadecimal digits must follow \\', reader.at);
  reader.at += 2;
  return Buffer.from(pair, 'hex');
}
