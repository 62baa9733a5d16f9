import { z } from 'zod';

/** Who sends. `server`: the bank's server asking the customers' CA; `other`: nobody we know. */
export const parties = ['app', 'browser', 'tpp', 'server', 'other'] as const;
export type Party = (typeof parties)[number];

/** Where an exchange was seen: at one of the mock listeners, or in the TPP simulator's own client. */
export const places = ['issuer', 'certificate', 'mutual', 'tpp', 'pages', 'tpp-client'] as const;
export type Place = (typeof places)[number];

/** A body as it is kept: masked text, or only its size where it is a page, too long or no text. */
export const bodySchema = z.strictObject({
  type: z.string(),
  /** As it was sent, before masking. */
  bytes: z.int().min(0),
  text: z.string().nullable(),
});
export type KeptBody = z.infer<typeof bodySchema>;

const headersSchema = z.array(z.tuple([z.string(), z.string()]));

export const messageSchema = z.strictObject({ headers: headersSchema, body: bodySchema.nullable() });
export type KeptMessage = z.infer<typeof messageSchema>;

/** One request and its answer. Everything secret was masked before it was kept. */
export const entrySchema = z.strictObject({
  /** Grows by one; never used twice in one run of the world. */
  id: z.int().min(1),
  /** When the request came, by the server's clock. */
  at: z.iso.datetime(),
  /** Milliseconds since the world started, by a clock nobody can set. */
  sinceStart: z.number().min(0),
  /** Milliseconds from the request's start to the end of its answer. */
  duration: z.number().min(0),
  from: z.enum(parties),
  to: z.enum(['server', 'tpp', 'authority']),
  place: z.enum(places),
  /** The provider it is about, where that can be told. */
  tpp: z.string().nullable(),
  method: z.string(),
  url: z.string(),
  /** `null`: there was no answer. */
  status: z.int().min(100).max(599).nullable(),
  /** Why there was no answer. */
  failure: z.string().nullable(),
  request: messageSchema,
  response: messageSchema,
  /** Number of the flow this belongs to: everything that shares a pushed request, an interaction, a code or a token. */
  flow: z.int().min(1).nullable(),
  /** The request's id in the server's log (`x-request-id`). */
  trace: z.string().nullable(),
  /** Code of a problem (RFC 9457) or an OAuth error, and the reference that is also in the server's log. */
  problem: z.strictObject({ code: z.string(), reference: z.string().nullable() }).nullable(),
});
export type Entry = z.infer<typeof entrySchema>;

/**
 * `GET /inspector/entries`. `text` is looked for in address, bodies and headers; `status` is a number or a class (`4xx`), or
 * `none` where there was no answer; `code` is a problem code or an OAuth error. `after` and `before` are ids. The newest
 * `limit` entries are answered, oldest first. `both=1` shows also what the TPP's client saw of an exchange that is there already.
 */
export const querySchema = z.strictObject({
  text: z.string().max(200).optional(),
  party: z.enum(parties).optional(),
  status: z
    .string()
    .regex(/^(?:[1-5]xx|[1-5]\d\d|none)$/)
    .optional(),
  code: z.string().max(100).optional(),
  tpp: z.string().max(64).optional(),
  flow: z.coerce.number().int().min(1).optional(),
  after: z.coerce.number().int().min(0).optional(),
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  both: z.literal('1').optional(),
});
export type Query = z.infer<typeof querySchema>;

export const entriesSchema = z.strictObject({
  entries: z.array(entrySchema),
  /** Entries that are kept, whatever the query, and those that made room for them. */
  kept: z.int().min(0),
  dropped: z.int().min(0),
  /** The newest id: what to ask `after` next time. */
  newest: z.int().min(0),
});
export type Entries = z.infer<typeof entriesSchema>;

/** One event of `GET /inspector/events` (server-sent events, name `entry`). */
export const eventSchema = z.strictObject({ id: z.int().min(1), flow: z.int().min(1).nullable() });
