import { z } from 'zod';

const words = z.strictObject({ ja: z.string().min(1).max(200), en: z.string().min(1).max(200) });

const httpsOrigin = z
  .url({ protocol: /^https$/ })
  .refine((value) => new URL(value).origin === value, 'must be an origin without a path');

/**
 * What a bank fixes when it brands the app. Nothing in it can be changed from the window.
 * `trust` is for the test environment only: the one certificate authority (SHA-256 of its DER, hex) that may vouch for the
 * listed hosts in addition to the system's own.
 */
/**
 * A PKCS#11 module the bank supports. `path` is absolute and may name one file per operating system; `sha256` (hex) is
 * checked before the file is loaded.
 */
const tokenModule = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: words,
  path: z.strictObject({
    win32: z
      .string()
      .regex(/^[A-Za-z]:\\/)
      .optional(),
    darwin: z.string().startsWith('/').optional(),
    linux: z.string().startsWith('/').optional(),
  }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
  /** The PIN may have letters: the full keypad is offered. */
  letters: z.boolean().default(false),
});
export type TokenModule = z.infer<typeof tokenModule>;

/** Of deep links in the mock world. No bank's scheme begins like this. */
export const mockScheme = 'renkei-mock';

/** The mock world of one machine, with its own scheme and addresses; never a bank's. */
export const isMockProfile = ({ scheme }: { readonly scheme: string }): boolean =>
  scheme === mockScheme || scheme.startsWith(`${mockScheme}-`);

const isLoopback = (origin: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname);

export const profileSchema = z
  .strictObject({
    environment: z.enum(['test', 'production']),
    bank: z.strictObject({
      name: words,
      support: z.strictObject({ name: words, phone: z.string().min(1).max(40), hours: words }),
    }),
    issuer: httpsOrigin,
    certificateOrigin: httpsOrigin,
    /**
     * RFC 7638 thumbprints (SHA-256, base64url) of the only keys of the server that may vouch for a sealing key. Left out: any
     * that the issuer publishes. The server's keys rotate: name the next one before it signs (docs: SECURITY.md).
     */
    pinnedKeys: z
      .array(z.string().regex(/^[\w-]{43}$/))
      .min(1)
      .max(8)
      .optional(),
    /** Issuers (CN) whose certificates this bank accepts; shown as the reason when the system left one out. */
    certificateIssuers: z.array(z.string().min(1)).max(20).default([]),
    tokenModules: z.array(tokenModule).max(10).default([]),
    /**
     * `speakCharacters`: whether a customer may have the keypad's characters spoken by his screen reader; without a word
     * he may (docs/adr/0008).
     */
    keypad: z.strictObject({ speakCharacters: z.enum(['allowed', 'forbidden']).default('allowed') }).optional(),
    /** The scheme of the deep link, e.g. `renkei-seikyo`. */
    scheme: z.string().regex(/^renkei(-[a-z0-9]+)+$/),
    trust: z
      .strictObject({ caSha256: z.string().regex(/^[0-9a-f]{64}$/), hosts: z.array(z.string()).min(1).max(4) })
      .nullable(),
  })
  .refine((p) => p.environment === 'test' || p.trust === null, 'only a test profile may bring its own trust')
  .refine((p) => !isMockProfile(p) || p.environment === 'test', 'a mock profile is for the test environment')
  .refine(
    (p) => [p.issuer, p.certificateOrigin].every((origin) => isLoopback(origin) === isMockProfile(p)),
    'the mock world, and nothing else, is on this machine',
  );

export type Profile = z.infer<typeof profileSchema>;
