import type { KeptBody } from './contract.ts';
import type { Labels } from './labels.ts';
import {
  plainName,
  publicHeaders,
  publicLongValues,
  secretHeaders,
  secretNames,
  secretSegments,
  secretShapes,
  suspiciousHeader,
  tyingKinds,
  type SecretKind,
} from './secret-names.ts';

/** Longer bodies are not kept at all: half of one cannot be masked with certainty. */
const longestBody = 64 * 1024;
const deepest = 40;

/** A problem's code and a thing's state, which share their names with the authorization code and its `state`. */
const wordyCode = /^[a-z]+(?:[.-][a-z]+)*$/;
const longValue = /(?<![\w*:-])(?!acc_)(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{32,}(?![\w*-])/g;
const runs = /[\w~.+-]{10,}/g;

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Masks one exchange, and collects what ties it to others. */
export class Mask {
  readonly ties = new Set<string>();
  readonly #labels: Labels;
  readonly #known: readonly string[];

  /** `known`: secrets that are never to be seen, whatever their place (a test person's password). */
  constructor(labels: Labels, known: readonly string[]) {
    this.#labels = labels;
    this.#known = known;
  }

  secret(kind: SecretKind, value: string): string {
    if (value === '') return '';
    if (kind === 'pin' || kind === 'number' || kind === 'password') return this.#labels.blank(kind);
    // A token is the same token whatever a parameter calls it.
    const label = this.#labels.known(value) ?? this.#labels.label(kind, value);
    const before = /^\*([a-z-]+):/.exec(label)?.[1];
    if (tyingKinds.has(kind) || [...tyingKinds].some((each) => each === before)) this.ties.add(label);
    return label;
  }

  /** Any text: what is known to be secret, and what looks like it. */
  text(text: string): string {
    let masked = text;
    for (const known of this.#known) masked = masked.replaceAll(known, this.#labels.blank('value'));
    for (const [kind, shape] of secretShapes) masked = masked.replaceAll(shape, (found) => this.secret(kind, found));
    masked = masked.replaceAll(runs, (run) => {
      const label = this.#labels.known(run);
      return label === null ? run : this.secret('value', run);
    });
    return masked.replaceAll(longValue, (found) => this.secret('value', found));
  }

  url(address: string): string {
    const isRelative = address.startsWith('/') && !address.startsWith('//');
    const base = isRelative ? 'http://relative.invalid' : undefined;
    if (!URL.canParse(address, base)) return this.text(address.replace(/[?#].*$/s, '?…'));
    const url = new URL(address, base);
    const query = url.search === '' ? '' : `?${this.#parameters(url.searchParams)}`;
    const fragment = url.hash === '' ? '' : '#…';
    const origin = isRelative ? '' : url.host === '' ? url.protocol : `${url.protocol}//${url.host}`;
    // An issuer has no slash at its end, and a name is compared letter by letter.
    const path = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+(?:[?#]|$)/i.test(address) ? '' : this.#path(url.pathname);
    return `${origin}${path}${query}${fragment}`;
  }

  headers(headers: readonly (readonly [string, string])[]): [string, string][] {
    // A redirect says what the cookie beside it is for, so it is named after that.
    for (const [name, value] of headers) if (name.toLowerCase() === 'location') this.#header('location', value);
    return headers.map(([name, value]) => [this.text(name), this.#header(name.toLowerCase(), value)]);
  }

  /** Only JSON and forms are kept: of anything else nobody can say what is in it. */
  body(type: string, bytes: Buffer): KeptBody | null {
    if (bytes.length === 0) return null;
    return { type, bytes: bytes.length, text: this.#readable(type, bytes) };
  }

  #readable(type: string, bytes: Buffer): string | null {
    if (bytes.length > longestBody) return null;
    const text = bytes.toString('utf8');
    if (type === 'application/x-www-form-urlencoded') return this.#parameters(new URLSearchParams(text));
    if (type === 'application/json' || type.endsWith('+json')) return this.#jsonText(text);
    return type.endsWith('jwt') ? this.secret('assertion', text) : null;
  }

  #jsonText(text: string): string | null {
    let value: Json;
    try {
      value = JSON.parse(text) as Json;
    } catch {
      return null; // damaged on purpose or not: what cannot be read cannot be masked
    }
    return JSON.stringify(this.#json(value, '', null, 0), null, 2);
  }

  #json(value: Json, name: string, within: SecretKind | null, depth: number): Json {
    if (depth > deepest) return '…';
    const kind = within ?? secretNames.get(plainName(name)) ?? null;
    if (typeof value === 'object' && value !== null) {
      if (Array.isArray(value)) return value.map((each: Json) => this.#json(each, name, within, depth + 1));
      return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [this.text(key), this.#json(each, key, kind, depth + 1)]),
      );
    }
    if (kind !== null && (typeof value === 'string' || typeof value === 'number')) {
      const isWord = (kind === 'code' || kind === 'state') && wordyCode.test(String(value));
      return isWord ? value : this.secret(kind, String(value));
    }
    if (typeof value !== 'string') return value;
    const open = this.#public(name, value);
    if (open !== null) return open;
    return /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? this.url(value) : this.text(value);
  }

  /** A value that is long, random and public by its name, unless it was a secret before. */
  #public(name: string, value: string): string | null {
    if (!publicLongValues.has(plainName(name)) || !/^[\w+/=-]+$/.test(value)) return null;
    return this.#labels.known(value) === null ? value : this.secret('value', value);
  }

  #parameters(parameters: URLSearchParams): string {
    const shown = (name: string, value: string): string => {
      const kind = secretNames.get(plainName(name));
      if (kind !== undefined) return this.secret(kind, value);
      return encode(this.#public(name, value) ?? (/^https?:\/\//.test(value) ? this.url(value) : this.text(value)));
    };
    return [...parameters].map(([name, value]) => `${encode(this.text(name))}=${shown(name, value)}`).join('&');
  }

  #path(path: string): string {
    const segments = path.split('/');
    return segments
      .map((segment, index) => {
        const kind = secretSegments.get(segments[index - 1] ?? '');
        return kind === undefined || segment === '' || index < 2 ? this.text(segment) : this.secret(kind, segment);
      })
      .join('/');
  }

  #header(name: string, value: string): string {
    if (publicHeaders.has(name)) return value;
    const kind = secretHeaders.get(name);
    if (name === 'authorization') {
      const [scheme = '', ...rest] = value.split(' ');
      return rest.length === 0
        ? this.secret('access-token', value)
        : `${this.text(scheme)} ${this.secret('access-token', rest.join(' '))}`;
    }
    if (name === 'cookie')
      return value
        .split(';')
        .map((pair) => this.#cookie(pair))
        .join('; ');
    if (name === 'set-cookie') {
      const [pair = '', ...attributes] = value.split(';');
      return [this.#cookie(pair), ...attributes.map((each) => this.#attribute(each.trim()))].join('; ');
    }
    if (kind !== undefined) return this.secret(kind, value);
    if (suspiciousHeader.test(name)) return this.secret('value', value);
    return name === 'location' || name === 'referer' ? this.url(value) : this.text(value);
  }

  #cookie(pair: string): string {
    const [name = '', ...value] = pair.trim().split('=');
    return `${this.text(name)}=${this.secret('cookie', value.join('='))}`;
  }

  /** A cookie's path may carry an interaction. */
  #attribute(attribute: string): string {
    const path = /^path=(.*)$/i.exec(attribute)?.[1];
    return path === undefined ? this.text(attribute) : `path=${this.#path(path)}`;
  }
}

/** As in an address, but so that labels stay readable. */
const encode = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2F', '/');
