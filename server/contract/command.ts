import { z } from 'zod';
import { accountSchema, permissionSchema } from './catalogue.ts';

/** A compact JWE (RFC 7516): `ECDH-ES` to the flow's key, `A256GCM`, header `purpose` and `flow`. */
export const sealedSchema = z
  .string()
  .max(2048)
  .regex(/^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/);

export const commandSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('submit-password'), sealed: sealedSchema }),
  z.strictObject({ kind: z.literal('choose-services'), permissions: z.array(permissionSchema).max(50) }),
  z.strictObject({ kind: z.literal('register-inquiry-pin'), account: accountSchema.shape.id, sealed: sealedSchema }),
  /** 手順3: go on without the PINs the customer does not know. */
  z.strictObject({ kind: z.literal('skip-inquiry-pin') }),
  /** 手順4 「確認」. */
  z.strictObject({ kind: z.literal('confirm-result') }),
  /** 手順4 「照会用暗証番号の追加登録」. */
  z.strictObject({ kind: z.literal('register-another') }),
  z.strictObject({ kind: z.literal('permit'), intentVersion: z.string().max(64) }),
  z.strictObject({ kind: z.literal('refuse') }),
  z.strictObject({ kind: z.literal('back') }),
  z.strictObject({ kind: z.literal('extend') }),
  z.strictObject({ kind: z.literal('cancel') }),
]);
export type Command = z.infer<typeof commandSchema>;
export type CommandKind = Command['kind'];

export const commandKinds = [
  'submit-password',
  'choose-services',
  'register-inquiry-pin',
  'skip-inquiry-pin',
  'confirm-result',
  'register-another',
  'permit',
  'refuse',
  'back',
  'extend',
  'cancel',
] as const satisfies readonly CommandKind[];

/** `POST {issuer}/interaction/{uid}/commands`. A stale `revision` is refused with `flow.conflict`. */
export const commandRequestSchema = z.strictObject({
  flow: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  revision: z.int().min(0),
  command: commandSchema,
});
export type CommandRequest = z.infer<typeof commandRequestSchema>;

/** `POST {certificateOrigin}/certificate`, over mutual TLS. */
export const certificateRequestSchema = z.strictObject({ ticket: z.string().min(32).max(128) });

/** A JWS in compact form, with up to five certificates in its header. */
export const maximumProof = 24_000;

/** `POST {issuer}/interaction/{uid}/certificate-proof`: the other way to log in with a certificate, for keys that no TLS can use. */
export const certificateProofRequestSchema = z.strictObject({
  proof: z
    .string()
    .max(maximumProof)
    .regex(/^[\w-]+\.[\w-]+\.[\w-]*$/),
});

/** What a sealed secret is for: part of the JWE's protected header, so that one cannot be sent as another. */
export const sealPurposes = ['login-password', 'inquiry-pin'] as const;
export type SealPurpose = (typeof sealPurposes)[number];
