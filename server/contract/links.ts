import { z } from 'zod';
import { accountSchema, permissionSchema, serviceIdSchema, serviceKinds, wordsSchema } from './catalogue.ts';

/** `pending`: permitted, but the TPP has not fetched it yet. */
export const linkStatuses = ['pending', 'active', 'ended'] as const;
export type LinkStatus = (typeof linkStatuses)[number];

/** `unknown`: it ended before reasons were kept. */
export const linkEndReasons = ['expired', 'replaced', 'revoked', 'abandoned', 'unknown'] as const;
/** Who ended it; `tpp` also when the TPP handed its tokens back. */
export const linkEnders = ['member', 'admin', 'tpp', 'bank', 'server'] as const;
export const linkActions = ['revoke', 'reduce'] as const;

/** The `grant_id` that the TPP has for it, too: worth nothing without the TPP's own keys, and never to be guessed. */
export const linkIdSchema = z.string().regex(/^[A-Za-z0-9_-]{16,128}$/);

/** 連携, as the customer sees it. */
export const linkSchema = z.strictObject({
  id: linkIdSchema,
  /** Whose link it is; `own`: of whoever asks. */
  member: z.strictObject({ name: z.string(), own: z.boolean() }),
  tpp: z.strictObject({
    clientId: z.string(),
    name: wordsSchema,
    company: z.string(),
    registration: z.string(),
    /** The bank has stopped this TPP: the link gives it nothing meanwhile. */
    suspended: z.boolean(),
  }),
  services: z.array(
    z.strictObject({
      id: serviceIdSchema,
      kind: z.enum(serviceKinds),
      label: wordsSchema,
      accounts: z.array(accountSchema.shape.id),
    }),
  ),
  accounts: z.array(accountSchema),
  status: z.enum(linkStatuses),
  /** Times are RFC 3339. */
  decidedAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  /** Last day, RFC 3339 full-date, Japan time. */
  endsOn: z.iso.date(),
  /** Days after today; 0: today is the last one, or it has ended. */
  daysLeft: z.int().min(0),
  /** When the TPP last used it, to within ten minutes. */
  lastUsedAt: z.iso.datetime().nullable(),
  /** When something was last taken out of it. */
  reducedAt: z.iso.datetime().nullable(),
  ended: z
    .strictObject({
      reason: z.enum(linkEndReasons),
      by: z.enum(linkEnders).nullable(),
      at: z.iso.datetime(),
    })
    .nullable(),
  /** What may be done with it now. */
  allowed: z.array(z.enum(linkActions)),
});
export type LinkView = z.infer<typeof linkSchema>;

export const largestLinksPage = 100;

/** Query of `GET {issuer}/links`. A cursor stands for the same `status` as the page before it. */
export const linksQuerySchema = z.strictObject({
  status: z.enum(linkStatuses).optional(),
  limit: z.coerce.number().int().min(1).max(largestLinksPage).default(20),
  cursor: z.string().min(1).max(2048).optional(),
});

/** Newest decision first; `next` is the cursor of the following page. */
export const linksPageSchema = z.strictObject({ links: z.array(linkSchema), next: z.string().nullable() });
export type LinksPage = z.infer<typeof linksPageSchema>;

/** `POST {issuer}/links/{id}/reduction`: what is left. Less than now in at least one place, and nowhere more. */
export const reductionRequestSchema = z.strictObject({ permissions: z.array(permissionSchema).max(50) });

/** 同意の控え: a compact JWS (RFC 7515), `typ: consent-receipt+jwt`, over `receiptClaimsSchema`. */
export const receiptSchema = z.strictObject({ receipt: z.string().regex(/^[\w-]+\.[\w-]+\.[\w-]+$/) });
export type Receipt = z.infer<typeof receiptSchema>;

export const receiptType = 'consent-receipt+jwt';

/** What a receipt says. Accounts are named as on the screens, never by their numbers. */
export const receiptClaimsSchema = z.strictObject({
  iss: z.url(),
  /** Seconds since 1970. */
  iat: z.int(),
  link: linkIdSchema,
  bank: wordsSchema,
  member: z.strictObject({ id: z.string(), name: z.string(), company: z.string() }),
  tpp: linkSchema.shape.tpp.omit({ suspended: true }),
  /** As it was decided, whatever was taken out of it later. */
  services: linkSchema.shape.services,
  accounts: z.array(accountSchema),
  /** What was left when something was last taken out of it; `null`: nothing was. */
  reduced: z
    .strictObject({ at: z.iso.datetime(), services: linkSchema.shape.services, accounts: z.array(accountSchema) })
    .nullable(),
  /** `text`: the very words that were shown; `null` for decisions from before they were kept. */
  intent: z.strictObject({ version: z.string(), text: wordsSchema.nullable() }),
  decided_at: z.iso.datetime(),
  ends_on: z.iso.date(),
});
export type ReceiptClaims = z.infer<typeof receiptClaimsSchema>;
