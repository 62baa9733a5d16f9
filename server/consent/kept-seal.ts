import { z } from 'zod';
import type { SecretBox } from '../keys/secret-box.ts';
import { sealKeyPairSchema, type SealKeyPair } from './seal.ts';

/** A flow's key pair as the database keeps it: the private half (`d`) lies in the server's box. */
export const keptSealSchema = sealKeyPairSchema.omit({ d: true }).extend({ sealed: z.string() });
export type KeptSeal = z.infer<typeof keptSealSchema>;

/** The key id is the flow's, so that one flow's key is no use in another one's row. */
const contextOf = (kid: string): string => `flows/seal/${kid}`;

export const keepSeal = (box: SecretBox, { d, ...rest }: SealKeyPair): KeptSeal => ({
  ...rest,
  sealed: box.seal(contextOf(rest.kid), d),
});

/** Throws `CannotOpen` when the box or the row is not the right one. */
export const openSeal = (box: SecretBox, { sealed, ...rest }: KeptSeal): SealKeyPair =>
  sealKeyPairSchema.parse({ ...rest, d: box.open(contextOf(rest.kid), sealed) });
