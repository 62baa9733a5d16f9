import { z } from 'zod';
import { sealedSchema } from './command.ts';
import { certificateStep, passwordStep, stoppedStep } from './snapshot.ts';

const sessionId = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);

export const linksCommandSchema = z.discriminatedUnion('kind', [
  /** Sealed as in a flow; the session's id stands where the flow's would: header `flow`. */
  z.strictObject({ kind: z.literal('submit-password'), sealed: sealedSchema }),
  z.strictObject({ kind: z.literal('extend') }),
  /** Ends the session at once. */
  z.strictObject({ kind: z.literal('close') }),
]);
export type LinksCommand = z.infer<typeof linksCommandSchema>;
export type LinksCommandKind = LinksCommand['kind'];

export const linksCommandKinds = ['submit-password', 'extend', 'close'] as const satisfies readonly LinksCommandKind[];

/** `POST {issuer}/links/session/commands`. A stale `revision` is refused with `flow.conflict`. */
export const linksCommandRequestSchema = z.strictObject({
  session: sessionId,
  revision: z.int().min(0),
  command: linksCommandSchema,
});
export type LinksCommandRequest = z.infer<typeof linksCommandRequestSchema>;

export const memberRoles = ['admin', 'member'] as const;

/** Logged in: the links may be asked for. */
const openStep = z.strictObject({
  kind: z.literal('open'),
  member: z.strictObject({ name: z.string(), company: z.string(), role: z.enum(memberRoles) }),
});

export const linksStepSchema = z.discriminatedUnion('kind', [certificateStep, passwordStep, openStep, stoppedStep]);
export type LinksStep = z.infer<typeof linksStepSchema>;

/** Where a links session stands. `revision` grows by one with every accepted command. */
export const linksSnapshotSchema = z.strictObject({
  session: sessionId,
  revision: z.int().min(0),
  step: linksStepSchema,
  allowed: z.array(z.enum(linksCommandKinds)),
  /** When the session ends by itself, RFC 3339. */
  expiresAt: z.iso.datetime(),
  serverTime: z.iso.datetime(),
});
export type LinksSnapshot = z.infer<typeof linksSnapshotSchema>;
