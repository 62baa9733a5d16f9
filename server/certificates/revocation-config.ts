import { z } from 'zod';

/** `host` or `host:port` exactly as in the address, lower case. */
const host = z.string().regex(/^[a-z0-9.-]+(?::\d{1,5})?$|^\[[0-9a-f:]+\](?::\d{1,5})?$/);
const address = z.url({ protocol: /^https?$/ });

/**
 * What happens when a source has nothing usable to say (out of reach, out of date, wrongly signed): `refuse` is hard fail, `accept`
 * is soft fail. An answer that was given always counts, also the answer "unknown".
 */
const whenSilent = z.enum(['refuse', 'accept']).default('refuse');

/** Revocation lists (RFC 5280 §5), for every certificate of the chain but the root. */
export const listSettingsSchema = z.strictObject({
  /** Addresses are taken out of certificates only as far as their host is here: nobody can make the server call elsewhere. */
  hosts: z.array(host).max(20).readonly().default([]),
  /** Asked for a certificate that names no place of its own here. */
  urls: z.array(address).max(20).readonly().default([]),
  /** PEM of lists at hand, used beside what is fetched. */
  lists: z.array(z.string()).readonly().default([]),
  /** How long a list is good beyond its nextUpdate; 0: not at all. */
  graceMinutes: z.int().min(0).max(10_080).default(0),
  /** A list is fetched again this long before its nextUpdate … */
  refreshBeforeMinutes: z.int().min(0).max(10_080).default(60),
  /** … and at the latest at this age. */
  maximumAgeMinutes: z.int().min(1).max(10_080).default(60),
  timeoutMs: z.int().min(50).max(30_000).default(3000),
  maximumBytes: z
    .int()
    .min(1024)
    .max(64 * 1024 * 1024)
    .default(5 * 1024 * 1024),
  whenSilent,
});
export type ListSettings = z.infer<typeof listSettingsSchema>;

/** OCSP (RFC 6960), for the customer's certificate; its CAs are the lists' affair. */
export const ocspSettingsSchema = z.strictObject({
  hosts: z.array(host).max(20).readonly().default([]),
  /** The responder that is asked whatever the certificate says. */
  url: address.optional(),
  /** `optional` is for responders that sign in advance and cannot repeat a nonce (RFC 9654 §2.1). */
  nonce: z.enum(['required', 'optional']).default('required'),
  /** Age up to which an answer without nextUpdate counts. */
  maximumAgeMinutes: z.int().min(1).max(10_080).default(60),
  clockSkewSeconds: z.int().min(0).max(600).default(60),
  timeoutMs: z.int().min(50).max(30_000).default(3000),
  maximumBytes: z
    .int()
    .min(1024)
    .max(1024 * 1024)
    .default(64 * 1024),
  whenSilent,
});
export type OcspSettings = z.infer<typeof ocspSettingsSchema>;

/**
 * Where it is looked up whether a certificate was revoked. With `both` each source is asked and the worse answer counts; a source
 * that is silent and may be (`whenSilent: 'accept'`) leaves the decision to the other one.
 */
export const revocationConfigSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('crl'), crl: listSettingsSchema }),
  z.strictObject({ kind: z.literal('ocsp'), ocsp: ocspSettingsSchema }),
  z.strictObject({ kind: z.literal('both'), crl: listSettingsSchema, ocsp: ocspSettingsSchema }),
]);
export type RevocationConfig = z.infer<typeof revocationConfigSchema>;
