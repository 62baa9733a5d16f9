import { z } from 'zod';
import type { Entry, KeptMessage } from './contract.ts';

const pair = z.strictObject({ name: z.string(), value: z.string() });
const cookie = z.strictObject({ name: z.string(), value: z.string() });
const size = z.int().min(-1);

/** HTTP Archive 1.2, as far as we write it (http://www.softwareishard.com/blog/har-12-spec/). Names with `_` are our own. */
export const harSchema = z.strictObject({
  log: z.strictObject({
    version: z.literal('1.2'),
    creator: z.strictObject({ name: z.string(), version: z.string(), comment: z.string().optional() }),
    pages: z.array(z.never()),
    entries: z.array(
      z.strictObject({
        startedDateTime: z.iso.datetime(),
        time: z.number().min(0),
        request: z.strictObject({
          method: z.string().min(1),
          url: z.string().min(1),
          httpVersion: z.string(),
          cookies: z.array(cookie),
          headers: z.array(pair),
          queryString: z.array(pair),
          postData: z
            .strictObject({ mimeType: z.string(), text: z.string(), comment: z.string().optional() })
            .optional(),
          headersSize: size,
          bodySize: size,
        }),
        response: z.strictObject({
          /** 0: there was no answer. */
          status: z.int().min(0).max(599),
          statusText: z.string(),
          httpVersion: z.string(),
          cookies: z.array(cookie),
          headers: z.array(pair),
          content: z.strictObject({
            size: z.int().min(0),
            mimeType: z.string(),
            text: z.string().optional(),
            comment: z.string().optional(),
          }),
          redirectURL: z.string(),
          headersSize: size,
          bodySize: size,
        }),
        cache: z.strictObject({}),
        timings: z.strictObject({ send: z.number(), wait: z.number(), receive: z.number() }),
        comment: z.string().optional(),
        _from: z.string(),
        _to: z.string(),
        _place: z.string(),
        _flow: z.int().nullable(),
        _trace: z.string().nullable(),
      }),
    ),
    comment: z.string().optional(),
  }),
});
export type Har = z.infer<typeof harSchema>;

const notKept = 'not kept: a page, too long, or neither JSON nor a form';

const pairs = ({ headers }: KeptMessage) => headers.map(([name, value]) => ({ name, value }));

const value = ({ headers }: KeptMessage, wanted: string): string =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';

const cookies = (line: string) =>
  line
    .split(';')
    .filter((each) => each.includes('='))
    .map((each) => {
      const [name = '', ...rest] = each.trim().split('=');
      return { name, value: rest.join('=') };
    });

function entryOf(entry: Entry): Har['log']['entries'][number] {
  const { request, response } = entry;
  const query = URL.canParse(entry.url) ? new URL(entry.url).searchParams : new URLSearchParams();
  const { body } = response;
  return {
    startedDateTime: entry.at,
    time: entry.duration,
    request: {
      method: entry.method,
      url: entry.url,
      httpVersion: 'HTTP/1.1',
      cookies: cookies(value(request, 'cookie')),
      headers: pairs(request),
      queryString: [...query].map(([name, each]) => ({ name, value: each })),
      ...(request.body === null
        ? {}
        : {
            postData: {
              mimeType: request.body.type,
              text: request.body.text ?? '',
              ...(request.body.text === null ? { comment: notKept } : {}),
            },
          }),
      headersSize: -1,
      bodySize: request.body?.bytes ?? 0,
    },
    response: {
      status: entry.status ?? 0,
      statusText: entry.failure ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: response.headers
        .filter(([name]) => name.toLowerCase() === 'set-cookie')
        .flatMap(([, line]) => cookies(line).slice(0, 1)),
      headers: pairs(response),
      content: {
        size: body?.bytes ?? 0,
        mimeType: body?.type ?? 'x-unknown',
        ...(body?.text == null ? (body === null ? {} : { comment: notKept }) : { text: body.text }),
      },
      redirectURL: value(response, 'location'),
      headersSize: -1,
      bodySize: body?.bytes ?? 0,
    },
    cache: {},
    timings: { send: 0, wait: entry.duration, receive: 0 },
    ...(entry.failure === null ? {} : { comment: entry.failure }),
    _from: entry.from,
    _to: entry.to,
    _place: entry.place,
    _flow: entry.flow,
    _trace: entry.trace,
  };
}

/** For any program that reads HTTP archives. Masked, as the entries are. */
export function toHar(entries: readonly Entry[], version: string): Har {
  return {
    log: {
      version: '1.2',
      creator: { name: 'Renkei inspector', version, comment: 'Secrets are masked; equal labels mean equal secrets.' },
      pages: [],
      entries: entries.map(entryOf),
    },
  };
}
