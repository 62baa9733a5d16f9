import { z } from 'zod';

/**
 * Every reason for which the server refuses. The set is closed: a client that meets a code it does not know treats it as
 * `environment.server-error`. The words for a code live with whoever shows it.
 */
export const problemCodes = [
  'certificate.none',
  'certificate.expired',
  'certificate.not-yet-valid',
  'certificate.revoked',
  'certificate.status-unknown',
  'certificate.wrong-usage',
  'certificate.wrong-issuer',
  'certificate.not-this-user',
  'login.wrong-password',
  'login.locked',
  'login.password-expired',
  'login.out-of-hours',
  'login.emergency-stop',
  'login.not-permitted',
  'pin.wrong',
  'pin.locked',
  'pin.none-on-file',
  'pin.account-not-eligible',
  'authorization.invalid',
  'authorization.expired',
  'authorization.used',
  'authorization.unknown-tpp',
  'authorization.tpp-suspended',
  'authorization.no-account',
  'authorization.nothing-selected',
  'authorization.timed-out',
  'flow.conflict',
  'flow.not-allowed',
  'request.invalid',
  'request.too-large',
  'request.not-found',
  'request.too-many',
  'environment.app-too-old',
  'environment.server-error',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/**
 * An RFC 9457 problem body (`application/problem+json`).
 * `reference` is the number a customer tells the bank; the server's log carries the same one.
 * `triesLeft` counts what remains before a lock. `snapshot` is set where the flow goes on after the refusal
 * (its shape is `Snapshot`; it is validated by the reader to keep this module free of a cycle).
 */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().optional(),
  code: z.enum(problemCodes),
  reference: z.string(),
  triesLeft: z.int().min(0).optional(),
  snapshot: z.unknown().optional(),
});

export type Problem = z.infer<typeof problemSchema>;
