import type { Database } from '../storage/database.ts';
import type { Link } from './links.ts';

/** How exactly the last use is known: not every reading shall be a writing as well. */
export const lastUseWithin = 10 * 60_000;

/** Remembers that a link was just used. */
export async function noteUse(
  database: Database,
  { grantId, lastUsedAt }: Pick<Link, 'grantId' | 'lastUsedAt'>,
  now: number,
): Promise<void> {
  if (lastUsedAt !== null && now - lastUsedAt < lastUseWithin) return;
  await database.updateTable('links').set({ last_used_at: now }).where('grant_id', '=', grantId).execute();
}
