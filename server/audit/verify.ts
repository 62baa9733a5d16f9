import type { Database } from '../storage/database.ts';
import { faultOf, genesis } from './chain.ts';
import { readTrail } from './read-trail.ts';

/** A row that somebody wrote down outside of the database, e.g. from the log. */
export type Anchor = { readonly sequence: number; readonly hash: string };

export type Verdict =
  | { readonly ok: true; readonly rows: number; readonly head: Anchor }
  /** The first row that is not what it was when it was written. */
  | { readonly ok: false; readonly sequence: number; readonly fault: string };

/**
 * Reads the whole trail and checks every link. A chain that was cut off at its end or computed anew from some row on shows only
 * against the head, or against anchors that were kept elsewhere.
 */
export async function verifyTrail(database: Database, anchors: readonly Anchor[] = []): Promise<Verdict> {
  const broken = (sequence: number, fault: string): Verdict => ({ ok: false, sequence, fault });
  const kept = new Map(anchors.map(({ sequence, hash }) => [sequence, hash] as const));
  let before: Anchor = { sequence: 0, hash: genesis };
  for await (const entry of readTrail(database)) {
    const fault = faultOf(entry, before);
    if (fault === 'is missing') return broken(before.sequence + 1, fault);
    if (fault !== null) return broken(entry.sequence, fault);
    const anchor = kept.get(entry.sequence);
    if (anchor !== undefined && anchor !== entry.hash)
      return broken(entry.sequence, 'is not the one that was anchored');
    before = { sequence: entry.sequence, hash: entry.hash };
  }
  // Read after the rows: an append meanwhile moves the head further, never back.
  const head = await database.selectFrom('audit_head').selectAll().executeTakeFirst();
  const promised = Math.max(head?.sequence ?? 0, ...kept.keys());
  if (head === undefined || promised > before.sequence) {
    const grown = await stillGrowing(database, before.sequence);
    if (!grown) return broken(before.sequence + 1, 'is missing');
  } else if (head.hash !== before.hash) return broken(before.sequence, 'is not the head that was recorded');
  return { ok: true, rows: before.sequence, head: before };
}

/** A row after the last one read: the server appended while this was reading. */
async function stillGrowing(database: Database, last: number): Promise<boolean> {
  const row = await database
    .selectFrom('audit')
    .select('sequence')
    .where('sequence', '=', last + 1)
    .executeTakeFirst();
  return row !== undefined;
}
