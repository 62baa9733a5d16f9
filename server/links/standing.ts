import type { Database } from '../storage/database.ts';
import { findLink, type Link } from './links.ts';
import { japanDate } from './term.ts';

/** Active, and its last day is not over. */
export const isStanding = (link: Link, now: Date): boolean => link.status === 'active' && link.endsOn >= japanDate(now);

/** The link under a grant as long as it stands and is this TPP's. */
export async function standingLink(
  database: Database,
  grantId: string,
  clientId: string,
  now: Date,
): Promise<Link | undefined> {
  const link = await findLink(database, grantId);
  return link?.clientId === clientId && isStanding(link, now) ? link : undefined;
}
