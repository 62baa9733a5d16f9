import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';

/** One row of the trail, as it is hashed and stored. */
export type Entry = {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** Milliseconds since 1970 (UTC). */
  readonly at: number;
  readonly kind: string;
  readonly actor: string;
  readonly subject: string;
  /** Canonical JSON. */
  readonly data: string;
  /** Hash of the entry before. */
  readonly previous: string;
};

export type LinkedEntry = Entry & { readonly hash: string };

/** What the first entry is chained to. */
export const genesis = '0'.repeat(64);

/** SHA-256, hex, over the canonical JSON of the whole entry: no field can move into its neighbour unnoticed. */
export const hashOf = ({ sequence, at, kind, actor, subject, data, previous }: Entry): string =>
  createHash('sha256').update(canonicalJson({ sequence, at, kind, actor, subject, data, previous })).digest('hex');

/** What is wrong with an entry that should follow `before`; `null` when nothing is. */
export function faultOf(entry: LinkedEntry, before: Pick<LinkedEntry, 'sequence' | 'hash'>): string | null {
  if (entry.sequence !== before.sequence + 1) return 'is missing';
  if (entry.previous !== before.hash) return 'does not follow from the row before it';
  if (entry.hash !== hashOf(entry)) return 'was changed';
  return null;
}
