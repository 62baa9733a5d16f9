import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Entries, Entry, KeptMessage, Place, Query } from './contract.ts';
import { Flows } from './flows.ts';
import { Labels } from './labels.ts';
import { Mask } from './mask.ts';
import { matches, withoutDoubles } from './query.ts';
import { whoTalks } from './who.ts';

/** One exchange as it crossed the wire. It is masked before anything of it is kept. */
export type RawExchange = {
  readonly place: Place;
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
  readonly failure: string | null;
  readonly requestHeaders: readonly (readonly [string, string])[];
  readonly requestBody: Buffer;
  readonly responseHeaders: readonly (readonly [string, string])[];
  readonly responseBody: Buffer;
  /** The provider whose client this is, where that is known. */
  readonly tpp?: string;
  /** From `Inspector.begin()`. */
  readonly begun: Begun;
};

export type Begun = { readonly at: Date; readonly monotonic: number };

export type InspectorOptions = {
  readonly clock: Clock;
  /** Secrets that are never to be seen, whatever their place: test persons' passwords, account numbers. */
  readonly secrets?: () => readonly string[];
  readonly mostEntries?: number;
  /** Of kept text, all entries together. */
  readonly mostCharacters?: number;
};

const errorSchema = z.object({
  code: z.string().optional(),
  error: z.string().optional(),
  reference: z.string().optional(),
});

/** The time line of everything that crossed the mock world's listeners, masked, in memory, bounded. */
export class Inspector {
  readonly #options: InspectorOptions;
  readonly #labels = new Labels();
  readonly #flows = new Flows();
  readonly #started = performance.now();
  readonly #listeners = new Set<(entry: Entry) => void>();
  #entries: { entry: Entry; readonly size: number }[] = [];
  #size = 0;
  #newest = 0;
  #dropped = 0;

  constructor(options: InspectorOptions) {
    this.#options = options;
  }

  /** When a request came. */
  begin(): Begun {
    return { at: this.#options.clock.now(), monotonic: performance.now() };
  }

  record(raw: RawExchange): Entry {
    const mask = new Mask(this.#labels, this.#options.secrets?.() ?? []);
    const message = (headers: RawExchange['requestHeaders'], body: Buffer): KeptMessage => ({
      headers: mask.headers(headers),
      body: mask.body(contentType(headers), body),
    });
    const url = mask.url(raw.url);
    const request = message(raw.requestHeaders, raw.requestBody);
    const response = message(raw.responseHeaders, raw.responseBody);
    const assigned = this.#flows.assign(mask.ties);
    for (const merged of assigned?.merged ?? []) this.#renumber(merged, assigned?.flow ?? merged);
    const said = raw.tpp ?? tppOf(raw);
    this.#newest += 1;
    const entry: Entry = {
      id: this.#newest,
      at: raw.begun.at.toISOString(),
      sinceStart: rounded(raw.begun.monotonic - this.#started),
      duration: rounded(performance.now() - raw.begun.monotonic),
      ...whoTalks({
        place: raw.place,
        path: pathOf(raw.url),
        headers: Object.fromEntries(raw.requestHeaders.map(([name, value]) => [name.toLowerCase(), value])),
      }),
      place: raw.place,
      tpp: assigned === null ? said : this.#flows.tpp(assigned.flow, said),
      method: mask.text(raw.method),
      url,
      status: raw.status,
      failure: raw.failure === null ? null : mask.text(raw.failure),
      request,
      response,
      flow: assigned?.flow ?? null,
      trace: headerOf(raw.responseHeaders, 'x-request-id'),
      problem: problemOf(response),
    };
    this.#keep(entry);
    for (const listener of this.#listeners) listener(entry);
    return entry;
  }

  /** An address as an entry would show it. */
  maskedUrl(url: string): string {
    return new Mask(this.#labels, this.#options.secrets?.() ?? []).url(url);
  }

  /** The newest `limit` (200) entries that fit, oldest first. */
  query(query: Query): Entries {
    const found = withoutDoubles(
      this.#entries.map(({ entry }) => entry),
      query.both === '1',
    ).filter((entry) => matches(entry, query));
    return {
      entries: found.slice(-(query.limit ?? 200)),
      kept: this.#entries.length,
      dropped: this.#dropped,
      newest: this.#newest,
    };
  }

  find(id: number): Entry | null {
    return this.#entries.find(({ entry }) => entry.id === id)?.entry ?? null;
  }

  /** Forgets every entry; ids go on. */
  clear(): void {
    this.#dropped += this.#entries.length;
    this.#entries = [];
    this.#size = 0;
  }

  /** Calls `listener` with every new entry until the returned function is called. */
  follow(listener: (entry: Entry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #keep(entry: Entry): void {
    const { mostEntries = 3000, mostCharacters = 12_000_000 } = this.#options;
    const size = JSON.stringify(entry).length;
    this.#entries.push({ entry, size });
    this.#size += size;
    while (this.#entries.length > mostEntries || (this.#size > mostCharacters && this.#entries.length > 1)) {
      this.#size -= this.#entries.shift()?.size ?? 0;
      this.#dropped += 1;
    }
  }

  #renumber(from: number, to: number): void {
    for (const kept of this.#entries) {
      if (kept.entry.flow === from) kept.entry = { ...kept.entry, flow: to, tpp: this.#flows.tpp(to, kept.entry.tpp) };
    }
  }
}

const rounded = (milliseconds: number): number => Math.max(0, Math.round(milliseconds * 10) / 10);

const headerOf = (headers: RawExchange['requestHeaders'], name: string): string | null =>
  headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? null;

const contentType = (headers: RawExchange['requestHeaders']): string =>
  (headerOf(headers, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : '');

const clientId = /^[\w-]{1,64}$/;

/** By the request's own words, or by the simulator's address. */
function tppOf({ place, url, requestHeaders, requestBody }: RawExchange): string | null {
  const parameters = new URLSearchParams(URL.canParse(url) ? new URL(url).search : '');
  if (contentType(requestHeaders) === 'application/x-www-form-urlencoded') {
    for (const [name, value] of new URLSearchParams(requestBody.toString('utf8'))) parameters.append(name, value);
  }
  const segment = place === 'tpp' ? pathOf(url).split('/')[2] : undefined;
  const said = parameters.get('client_id') ?? segment ?? '';
  return clientId.test(said) ? said : null;
}

/** Code and reference out of a masked answer. */
function problemOf({ body }: KeptMessage): Entry['problem'] {
  if (body?.text == null || !body.type.endsWith('json')) return null;
  const parsed = errorSchema.safeParse(JSON.parse(body.text));
  const code = parsed.success
    ? (parsed.data.error ?? (parsed.data.reference === undefined ? undefined : parsed.data.code))
    : undefined;
  return code === undefined ? null : { code, reference: parsed.data?.reference ?? null };
}
