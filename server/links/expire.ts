import type { Audit } from '../audit/audit.ts';
import type { Database } from '../storage/database.ts';
import { japanDate } from './term.ts';

/**
 * Marks links whose last day is over and writes down that they ended. They have not counted since that day: this is for the books.
 * Of several nodes that do it at once, each link is marked by one. Returns how many it were.
 */
export async function expireLinks(database: Database, audit: Audit, now: Date): Promise<number> {
  const due = await database
    .selectFrom('links')
    .select('grant_id')
    .where('status', '=', 'active')
    .where('ends_on', '<', japanDate(now))
    .orderBy('ends_on')
    .limit(200)
    .execute();
  let marked = 0;
  for (const { grant_id: link } of due) {
    if (await expire(database, audit, link, now)) marked += 1;
  }
  return marked;
}

/** One transaction each: the audit trail is held no longer than for one row. */
const expire = (database: Database, audit: Audit, link: string, now: Date): Promise<boolean> =>
  database.transaction().execute(async (transaction) => {
    const row = await transaction
      .updateTable('links')
      .set({ status: 'ended', ended_at: now.getTime() })
      .where('grant_id', '=', link)
      .where('status', '=', 'active')
      .returning(['client_id', 'ends_on'])
      .executeTakeFirst();
    if (row === undefined) return false;
    const data = { tpp: row.client_id, endsOn: row.ends_on };
    await audit.record({ kind: 'link.expired', actor: 'server', subject: `link:${link}`, data }, transaction);
    return true;
  });
