import { z } from 'zod';
import { contractAccounts } from '../bank/accounts.ts';
import type { MemberRecord, TppRecord } from '../bank/records.ts';
import { findTpp } from '../bank/tpps.ts';
import { linksQuerySchema, type LinksPage, type LinkStatus, type LinkView } from '../contract/links.ts';
import { Refusal } from '../http/refusal.ts';
import { CannotOpen, type SecretBox } from '../keys/secret-box.ts';
import type { Database } from '../storage/database.ts';
import { japanDate } from './term.ts';
import { linkView, type OwnedLink } from './view.ts';

/** A member sees his own links, a 管理者 those of everybody in the contract. */
const visibleTo = (database: Database, viewer: MemberRecord) => {
  const all = database
    .selectFrom('links')
    .innerJoin('members', 'members.id', 'links.member_id')
    .selectAll('links')
    .select('members.name as member_name');
  return viewer.role === 'admin'
    ? all.where('members.contract_id', '=', viewer.contractId)
    : all.where('links.member_id', '=', viewer.id);
};

/** Throws `request.not-found`, also for a link that is there and not his. */
export async function visibleLink(database: Database, viewer: MemberRecord, id: string): Promise<OwnedLink> {
  const row = await visibleTo(database, viewer).where('links.grant_id', '=', id).executeTakeFirst();
  if (row === undefined) throw new Refusal('request.not-found');
  return row;
}

export type ListDeps = { readonly database: Database; readonly box: SecretBox };

/** Shows links to whoever may see them. */
export async function shown(
  database: Database,
  viewer: MemberRecord,
  links: readonly OwnedLink[],
  now: Date,
): Promise<LinkView[]> {
  const accounts = await contractAccounts(database, viewer.contractId);
  const tpps = new Map<string, TppRecord>();
  for (const id of new Set(links.map(({ client_id }) => client_id))) {
    const tpp = await findTpp(database, id);
    if (tpp === undefined) throw new Error('a link whose TPP is gone');
    tpps.set(id, tpp);
  }
  return links.flatMap((link) => {
    const tpp = tpps.get(link.client_id);
    return tpp === undefined ? [] : [linkView(link, { tpp, accounts, viewer, now })];
  });
}

const placeSchema = z.strictObject({ at: z.int(), id: z.string() });
type Place = z.infer<typeof placeSchema>;

/** A cursor is good for the same member and the same list. */
const contextOf = (viewer: MemberRecord, status: LinkStatus | undefined): string =>
  `links-cursor/${viewer.id}/${status ?? 'all'}`;

function readCursor(box: SecretBox, context: string, cursor: string): Place {
  try {
    return placeSchema.parse(JSON.parse(box.open(context, Buffer.from(cursor, 'base64url').toString('utf8'))));
  } catch (error) {
    if (error instanceof CannotOpen) throw new Refusal('request.invalid', { detail: 'no cursor of this list' });
    throw error;
  }
}

/** One page, newest decision first. */
export async function listLinks(
  { database, box }: ListDeps,
  viewer: MemberRecord,
  query: z.output<typeof linksQuerySchema>,
  now: Date,
): Promise<LinksPage> {
  const { status, limit, cursor } = query;
  const context = contextOf(viewer, status);
  const after = cursor === undefined ? null : readCursor(box, context, cursor);
  const today = japanDate(now);
  const rows = await visibleTo(database, viewer)
    .$if(status === 'ended', (some) =>
      some.where((e) => e.or([e('links.status', '=', 'ended'), e('links.ends_on', '<', today)])),
    )
    .$if(status === 'active' || status === 'pending', (some) =>
      some.where('links.status', '=', status ?? 'active').where('links.ends_on', '>=', today),
    )
    .$if(after !== null, (some) =>
      some.where((e) =>
        e.or([
          e('links.decided_at', '<', after?.at ?? 0),
          e.and([e('links.decided_at', '=', after?.at ?? 0), e('links.grant_id', '<', after?.id ?? '')]),
        ]),
      ),
    )
    .orderBy('links.decided_at', 'desc')
    .orderBy('links.grant_id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  const place = last === undefined ? null : ({ at: last.decided_at, id: last.grant_id } satisfies Place);
  return {
    links: await shown(database, viewer, page, now),
    next: more ? Buffer.from(box.seal(context, JSON.stringify(place))).toString('base64url') : null,
  };
}
