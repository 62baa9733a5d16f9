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
      .set({ status: 'ended', ended_at: now.getTime(), ended_reason: 'expired', ended_by: 'server' })
      .where('grant_id', '=', link)
      .where('status', '=', 'active')
      .returning(['client_id', 'ends_on'])
      .executeTakeFirst();
    if (row === undefined) return false;
    const data = { tpp: row.client_id, endsOn: row.ends_on };
    await audit.record({ kind: 'link.expired', actor: 'server', subject: `link:${link}`, data }, transaction);
    return true;
  });

/**
 * Longer than a decision can wait for its TPP: the app follows the last redirect within the life of the interaction (an hour), and
 * the code that it brings lives for a minute.
 */
export const pendingFor = 2 * 3_600_000;

/** Ends links that their TPP never fetched; nothing can start them any more. Returns how many it were. */
export async function abandonLinks(database: Database, audit: Audit, now: Date): Promise<number> {
  const due = await database
    .selectFrom('links')
    .select('grant_id')
    .where('status', '=', 'pending')
    .where('decided_at', '<=', now.getTime() - pendingFor)
    .limit(200)
    .execute();
  let marked = 0;
  for (const { grant_id: link } of due) if (await abandon(database, audit, link, now)) marked += 1;
  return marked;
}

const abandon = (database: Database, audit: Audit, link: string, now: Date): Promise<boolean> =>
  database.transaction().execute(async (transaction) => {
    const row = await transaction
      .updateTable('links')
      .set({ status: 'ended', ended_at: now.getTime(), ended_reason: 'abandoned', ended_by: 'tpp' })
      .where('grant_id', '=', link)
      .where('status', '=', 'pending')
      .returning('client_id')
      .executeTakeFirst();
    if (row === undefined) return false;
    const data = { tpp: row.client_id };
    await audit.record({ kind: 'link.abandoned', actor: 'server', subject: `link:${link}`, data }, transaction);
    return true;
  });
