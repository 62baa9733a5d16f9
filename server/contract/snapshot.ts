import { z } from 'zod';
import { accountSchema, permissionSchema, serviceIdSchema, serviceKinds, wordsSchema } from './catalogue.ts';
import { commandKinds } from './command.ts';
import { problemCodes } from './problem.ts';

/** The public key a secret is sealed to (RFC 7517, P-256). It belongs to one flow and dies with it. */
export const sealKeySchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  use: z.literal('enc'),
  alg: z.literal('ECDH-ES'),
});
export type SealKey = z.infer<typeof sealKeySchema>;

/** `typ` of the JWS that vouches for a sealing key. */
export const sealAttestationType = 'seal-key+jwt';

/**
 * A sealing key as a step carries it. `attestation` is the server's word for it: a compact JWS (RFC 7515) with the claims `iss`,
 * `flow`, `jkt` (RFC 7638 thumbprint of this key), `iat`, `exp`, signed with a key of `{issuer}/jwks`. A server always sends it;
 * an app that does not find it seals nothing.
 */
export const attestedSealKeySchema = sealKeySchema.extend({ attestation: z.string().max(4096).optional() });
export type AttestedSealKey = z.infer<typeof attestedSealKeySchema>;

export const certificateStep = z.strictObject({
  kind: z.literal('certificate'),
  /** Where mutual TLS happens, e.g. `https://certificate.example.jp`. */
  origin: z.url(),
  /** One-time proof that the certificate presented there belongs to this flow. */
  ticket: z.string().min(32),
  /** What a proof of possession must repeat (server/consent/README.md): its `nonce`, good for one try, and its `aud`. */
  proof: z.strictObject({ nonce: z.string().min(32), audience: z.url() }).optional(),
});

export const passwordStep = z.strictObject({
  kind: z.literal('password'),
  member: z.strictObject({ name: z.string(), company: z.string() }),
  seal: attestedSealKeySchema,
  length: z.strictObject({ min: z.int(), max: z.int() }),
  triesLeft: z.int().min(0),
});

const accountOfferSchema = z.strictObject({
  account: accountSchema.shape.id,
  /** `null`: may be chosen. Otherwise why not. */
  unavailable: z.enum(['time-deposit', 'type-not-needed', 'no-permission', 'pin-locked', 'closed']).nullable(),
});

const serviceOfferSchema = z.strictObject({
  id: serviceIdSchema,
  kind: z.enum(serviceKinds),
  label: wordsSchema,
  what: wordsSchema,
  accounts: z.array(accountOfferSchema),
});
export type ServiceOffer = z.infer<typeof serviceOfferSchema>;

const servicesStep = z.strictObject({
  kind: z.literal('services'),
  accounts: z.array(accountSchema),
  services: z.array(serviceOfferSchema),
  /** What was chosen before, when the customer came back; otherwise the preselection. */
  chosen: z.array(permissionSchema),
});

/** 未登録 · 登録済 · 今回登録 · ロック中 · 届出なし. */
export const pinStates = ['unregistered', 'registered', 'registered-now', 'locked', 'none-on-file'] as const;

export const pinAccountSchema = z.strictObject({
  account: accountSchema,
  state: z.enum(pinStates),
  triesLeft: z.int().min(0),
  /** When it was registered, RFC 3339; `null` when it is not. */
  registeredAt: z.iso.datetime().nullable(),
});
export type PinAccount = z.infer<typeof pinAccountSchema>;

const inquiryPinStep = z.strictObject({
  kind: z.literal('inquiryPin'),
  accounts: z.array(pinAccountSchema),
  digits: z.int().min(4).max(8),
  seal: attestedSealKeySchema,
});

const inquiryPinResultStep = z.strictObject({
  kind: z.literal('inquiryPinResult'),
  accounts: z.array(pinAccountSchema),
});

const consentStep = z.strictObject({
  kind: z.literal('consent'),
  company: z.string(),
  /** The person who decides. Absent: an older server. */
  member: z.string().optional(),
  accounts: z.array(accountSchema),
  services: z.array(
    z.strictObject({
      id: serviceIdSchema,
      kind: z.enum(serviceKinds),
      label: wordsSchema,
      accounts: z.array(accountSchema.shape.id),
    }),
  ),
  /** Chosen accounts that are left out because their 照会用暗証番号 is not registered. */
  leftOut: z.array(accountSchema.shape.id),
  /** Last day of the link (RFC 3339 full-date, Japan time) and its length in days. */
  endsOn: z.iso.date(),
  days: z.int().min(1),
  /** The 意思確認: the bank's words; the version shown is kept with the decision. */
  intent: z.strictObject({ version: z.string(), text: wordsSchema }),
  /** A link that already stands and that this decision replaces. */
  existing: z
    .strictObject({
      endsOn: z.iso.date(),
      /** What it permits, so that the screen can say what changes. Absent: an older server. */
      services: z
        .array(
          z.strictObject({
            id: serviceIdSchema,
            kind: z.enum(serviceKinds),
            label: wordsSchema,
            accounts: z.array(accountSchema),
          }),
        )
        .optional(),
    })
    .nullable(),
});

/** The flow cannot go on; the only way out leads back to the TPP. */
export const stoppedStep = z.strictObject({ kind: z.literal('stopped'), code: z.enum(problemCodes) });

export const stepSchema = z.discriminatedUnion('kind', [
  certificateStep,
  passwordStep,
  servicesStep,
  inquiryPinStep,
  inquiryPinResultStep,
  consentStep,
  stoppedStep,
]);
export type Step = z.infer<typeof stepSchema>;

/** The places on the rail, in the manual's order (手順 1, 2, 3, 4, 5). */
export const places = ['login', 'services', 'inquiryPin', 'inquiryPinResult', 'consent'] as const;
export const placeStates = ['done', 'current', 'todo', 'skipped'] as const;

/** Of a data address: about 24 kB of picture. */
export const maximumLogo = 32_768;

/**
 * A TPP's mark as the server made it anew: a PNG inside of the snapshot, so that nothing is fetched and nothing in it can
 * run. No other type is taken, SVG least of all.
 */
export const logoSchema = z
  .string()
  .max(maximumLogo)
  .regex(/^data:image\/png;base64,[A-Za-z0-9+/]+={0,2}$/);

/** Who asks. Shown on every screen. */
export const tppSchema = z.strictObject({
  clientId: z.string(),
  name: wordsSchema,
  company: z.string(),
  /** 電子決済等代行業者の登録番号. */
  registration: z.string(),
  logo: logoSchema.optional(),
  /** The redirect URI of this request: the only place the app may hand the browser to. */
  returnTo: z.url(),
});
export type Tpp = z.infer<typeof tppSchema>;

/** Everything the customer's screen needs now. `revision` grows by one with every accepted command. */
export const snapshotSchema = z.strictObject({
  flow: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  revision: z.int().min(0),
  tpp: tppSchema,
  progress: z.array(z.strictObject({ place: z.enum(places), state: z.enum(placeStates) })).length(places.length),
  step: stepSchema,
  allowed: z.array(z.enum(commandKinds)),
  /** When the flow ends by itself, RFC 3339; `serverTime` lets a client with a wrong clock count down right. */
  expiresAt: z.iso.datetime(),
  serverTime: z.iso.datetime(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
