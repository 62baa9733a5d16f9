import { z } from 'zod';
import { accountTypeSchema, permissionSchema, serviceIdSchema } from '../contract/catalogue.ts';
import { problemCodes } from '../contract/problem.ts';
import { stepNames } from '../consent/state.ts';

const id = z.string().min(1).max(200);
/** Who did it: the customer, the provider, somebody at the bank, the server of its own accord, or nobody who is known yet. */
export const actorSchema = z.union([
  z.enum(['server', 'unknown']),
  z.templateLiteral([z.enum(['member', 'tpp', 'bank']), ':', id]),
]);
export type Actor = z.infer<typeof actorSchema>;

/** What it was about. */
export const subjectSchema = z.templateLiteral([
  z.enum(['flow', 'session', 'link', 'member', 'account', 'tpp', 'key', 'configuration']),
  ':',
  id,
]);
export type Subject = z.infer<typeof subjectSchema>;

const event = <K extends string, S extends z.ZodRawShape>(kind: K, data: S) =>
  z.strictObject({ kind: z.literal(kind), actor: actorSchema, subject: subjectSchema, data: z.strictObject(data) });

const code = z.enum(problemCodes);
const tpp = id;
const account = id;
const permissions = z.array(permissionSchema).readonly();
const triesLeft = z.int().min(0);
/** mTLS or a signed proof; issuer (SHA-256, hex) and serial number name the certificate. */
const certificate = {
  way: z.enum(['mtls', 'proof']),
  issuerHash: z.string().max(64).optional(),
  serial: z.string().max(64).optional(),
};
const reason = z.string().max(300);

/**
 * Everything that is written down. Strict on purpose: what has no place here (a secret, a PIN, a full account number, a token)
 * cannot get into the trail by mistake.
 */
export const auditEventSchema = z.discriminatedUnion('kind', [
  event('flow.opened', {
    tpp,
    services: z.array(serviceIdSchema).readonly(),
    accountTypes: z.array(accountTypeSchema).readonly().optional(),
  }),
  event('certificate.accepted', { ...certificate, stopped: code.optional() }),
  event('certificate.refused', { ...certificate, code }),
  event('password.accepted', {}),
  event('password.wrong', { triesLeft }),
  event('password.locked', {}),
  event('password.refused', { code }),
  event('pin.registered', { account }),
  event('pin.wrong', { account, triesLeft }),
  event('pin.locked', { account }),
  event('services.chosen', { permissions }),
  event('decision.permitted', { tpp, link: id, permissions, intentVersion: z.string().max(100), endsOn: z.iso.date() }),
  event('decision.refused', { tpp, intentVersion: z.string().max(100) }),
  event('decision.cancelled', { tpp, step: z.enum(stepNames), timedOut: z.boolean() }),
  event('link.started', { tpp, member: id, replaces: z.array(id).readonly() }),
  event('link.replaced', { tpp, by: id }),
  event('link.revoked', { tpp, reason, by: z.enum(['member', 'admin']).optional() }),
  event('link.reduced', { tpp, permissions, by: z.enum(['member', 'admin']) }),
  event('link.expired', { tpp, endsOn: z.iso.date() }),
  event('link.abandoned', { tpp }),
  event('session.ended', { code: code.optional() }),
  event('submission.accepted', {
    tpp,
    account,
    service: serviceIdSchema,
    submission: id,
    rows: z.int().min(1),
    total: z.int().min(1),
  }),
  event('token.issued', { link: id }),
  event('token.refreshed', { link: id }),
  event('token.refused', { error: z.string().max(60), reason }),
  event('token.replayed', { what: z.enum(['authorization code', 'refresh token', 'other']) }),
  event('token.revoked', {}),
  event('tpp.authentication-failed', { endpoint: z.string().max(60), reason }),
  event('tpp.suspended', { suspended: z.boolean() }),
  event('service.stopped', { stopped: z.boolean() }),
  event('service.hours', { sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  event('member.unlocked', { role: z.enum(['admin', 'member']) }),
  event('account.unlocked', {}),
  event('limit.reached', { limit: z.string().max(60) }),
  event('key.created', { name: z.string().max(60) }),
  event('key.rotated', { name: z.string().max(60), id: z.string().max(100).optional() }),
  event('configuration.loaded', { sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
]);

export type AuditEvent = z.infer<typeof auditEventSchema>;
export type AuditKind = AuditEvent['kind'];
/** The parts of one kind of event. */
export type AuditOf<K extends AuditKind> = Extract<AuditEvent, { kind: K }>;
