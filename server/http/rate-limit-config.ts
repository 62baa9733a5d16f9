import { z } from 'zod';

/** `count` requests in any `seconds`. */
const rateLimitSchema = z.strictObject({
  count: z.int().min(1).max(1_000_000),
  seconds: z.int().min(1).max(86_400),
});
export type RateLimit = z.infer<typeof rateLimitSchema>;

const limit = (count: number, seconds: number) => rateLimitSchema.default({ count, seconds });

/**
 * Who may ask how often. Generous to a company behind one address, tight enough that guessing, flooding and an app gone wild come
 * to nothing. Locks after wrong secrets are another matter: they count errors, these count requests.
 */
export const rateLimitsSchema = z.strictObject({
  /** Requests to the interaction, links and certificate endpoints from one address (IPv6: one /64). */
  address: limit(600, 60),
  /** Commands, certificates and proofs for one member. */
  member: limit(120, 60),
  /** Pushed authorization requests of one TPP. */
  par: limit(300, 60),
  /** Requests of one TPP to the token endpoint. */
  token: limit(600, 60),
  /** Requests to PAR and token endpoint from one address, whoever they claim to be. */
  tppAddress: limit(1200, 60),
});
export type RateLimits = z.infer<typeof rateLimitsSchema>;
export type RateLimitName = keyof RateLimits;

export const defaultRateLimits: RateLimits = rateLimitsSchema.parse({});
