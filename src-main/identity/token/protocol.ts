import { z } from 'zod';
import { proofAlgorithms, type TokenFailureCode } from './token-port.ts';

/**
 * What the app and the process of a module say to each other. Either side checks what it gets: in the process runs other
 * people's code.
 */
const id = z.int().min(1);
const tokenRef = z.strictObject({
  label: z.string().max(64),
  serial: z.string().max(64),
  slot: z.string().regex(/^([0-9a-f]{8}|[0-9a-f]{16})$/),
});
const keyId = z
  .string()
  .regex(/^([0-9a-f]{2})+$/)
  .max(512);
const bytes = (min: number, max: number): z.ZodType<Uint8Array> =>
  z.instanceof(Uint8Array).refine(({ length }) => length >= min && length <= max, 'wrong length');

const signRequest = z.strictObject({
  kind: z.literal('sign'),
  id,
  token: tokenRef,
  keyId,
  algorithm: z.enum(proofAlgorithms),
  /** `null`: entered on the reader. The receiver wipes it. */
  pin: bytes(0, 255).nullable(),
  /** SHA-256 of the signing input. */
  digest: bytes(32, 32),
});

export const moduleRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('load'), id, path: z.string().min(1).max(1024) }),
  z.strictObject({ kind: z.literal('list'), id }),
  z.strictObject({ kind: z.literal('pin-state'), id, token: tokenRef }),
  signRequest,
  /** Has no answer: `tokens` messages follow, one each period in ms; `null` ends them. */
  z.strictObject({ kind: z.literal('watch'), every: z.int().min(10).max(60_000).nullable() }),
]);
export type ModuleRequest = z.infer<typeof moduleRequest>;
export type SignRequest = z.infer<typeof signRequest>;

const tokenNames = z.array(z.string().max(256)).max(32).readonly();

const listedIdentity = z.strictObject({
  token: tokenRef,
  keyId,
  /** PEM. */
  chain: z.array(z.string().startsWith('-----BEGIN CERTIFICATE-----').max(32_768)).min(1).max(8).readonly(),
  algorithms: z.array(z.enum(proofAlgorithms)).max(3).readonly(),
  locked: z.boolean(),
});
export type ListedIdentity = z.infer<typeof listedIdentity>;

const tries = z.enum(['normal', 'low', 'final', 'locked']);
const pinLength = z.int().min(1).max(255);

/** The answer to each request that has one. */
export const answers = {
  load: z.null(),
  list: z.strictObject({ tokens: tokenNames, identities: z.array(listedIdentity).max(256).readonly() }),
  'pin-state': z.strictObject({
    tries,
    length: z.strictObject({ min: pinLength, max: pinLength }),
    onReader: z.boolean(),
  }),
  sign: bytes(1, 1024),
} as const;
export type Asked = keyof typeof answers;
export type AnswerTo<K extends Asked> = z.infer<(typeof answers)[K]>;

const failureCodes = [
  'token.pin-wrong',
  'token.pin-locked',
  'token.pin-cancelled',
  'token.removed',
  'token.module-failed',
  'token.cannot-sign',
] as const satisfies readonly TokenFailureCode[];

export const moduleMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answer'), id, value: z.unknown() }),
  z.strictObject({
    kind: z.literal('failure'),
    id,
    code: z.enum(failureCodes),
    tries: tries.nullable(),
    /** The `CKR_*` behind it, for the log. */
    ckr: z.number().nullable(),
  }),
  z.strictObject({ kind: z.literal('tokens'), tokens: tokenNames }),
]);
export type ModuleMessage = z.infer<typeof moduleMessage>;
