import type { Selectable } from 'kysely';
import { z } from 'zod';
import { permissionSchema, type Permission, type Words } from '../contract/catalogue.ts';
import type { Database } from '../storage/database.ts';
import { holdLock } from '../storage/dialect.ts';
import type { LinkTable } from '../storage/tables.ts';

/** 連携: what one member allows one TPP, until when. The grant of the authorization server carries the same id. */
export type Link = {
  readonly grantId: string;
  readonly memberId: string;
  readonly clientId: string;
  readonly status: LinkTable['status'];
  readonly permissions: readonly Permission[];
  readonly endsOn: string;
  /** Milliseconds since 1970; `null`: never. */
  readonly lastUsedAt: number | null;
};

export type NewLink = Omit<Link, 'status' | 'lastUsedAt'> & {
  readonly flowId: string;
  readonly intentVersion: string;
  /** The 意思確認 as it was shown. */
  readonly intentText?: Words;
  /** Milliseconds since 1970. */
  readonly decidedAt: number;
};

/** How a link came to its end. */
export type LinkEnd = {
  readonly reason: NonNullable<LinkTable['ended_reason']>;
  readonly by: NonNullable<LinkTable['ended_by']>;
};

const fromRow = (row: Selectable<LinkTable>): Link => ({
  grantId: row.grant_id,
  memberId: row.member_id,
  clientId: row.client_id,
  status: row.status,
  permissions: z.array(permissionSchema).parse(JSON.parse(row.permissions_json)),
  endsOn: row.ends_on,
  lastUsedAt: row.last_used_at,
});

/** Records a decision. The link stands once the TPP has fetched its access token; until then an older one stays good. */
export async function recordLink(database: Database, link: NewLink): Promise<void> {
  await database
    .insertInto('links')
    .values({
      grant_id: link.grantId,
      flow_id: link.flowId,
      member_id: link.memberId,
      client_id: link.clientId,
      status: 'pending',
      permissions_json: JSON.stringify(link.permissions),
      ends_on: link.endsOn,
      intent_version: link.intentVersion,
      decided_at: link.decidedAt,
      ended_at: null,
      intent_json: link.intentText === undefined ? null : JSON.stringify(link.intentText),
    })
    .execute();
}

export async function findLink(database: Database, grantId: string): Promise<Link | undefined> {
  const row = await database.selectFrom('links').selectAll().where('grant_id', '=', grantId).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

export async function findGrantOfFlow(database: Database, flowId: string): Promise<string | undefined> {
  const row = await database.selectFrom('links').select('grant_id').where('flow_id', '=', flowId).executeTakeFirst();
  return row?.grant_id;
}

/** The link that stands between a member and a TPP on that day. */
export async function activeLink(
  database: Database,
  memberId: string,
  clientId: string,
  today: string,
): Promise<Link | undefined> {
  const row = await database
    .selectFrom('links')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('client_id', '=', clientId)
    .where('status', '=', 'active')
    .where('ends_on', '>=', today)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Told, in the same transaction, that a link stands from now on. */
export type Started = (
  link: Pick<Link, 'grantId' | 'memberId' | 'clientId'> & { readonly replaced: readonly string[] },
  transaction: Database,
) => Promise<void>;

/** Makes a pending link the one that stands. Returns the grants it replaces, which must be destroyed. */
export async function activateLink(
  database: Database,
  grantId: string,
  now: number,
  started?: Started,
): Promise<readonly string[]> {
  return database.transaction().execute(async (transaction) => {
    // Changes nothing, but keeps everybody else from ending this link until it stands.
    const link = await transaction
      .updateTable('links')
      .set({ status: 'pending' })
      .where('grant_id', '=', grantId)
      .where('status', '=', 'pending')
      .returning(['member_id', 'client_id'])
      .executeTakeFirst();
    if (link === undefined) return [];
    // Of two new links for one member and TPP that are fetched at the same moment, one replaces the other.
    await holdLock(transaction, `links/${link.member_id}/${link.client_id}`);
    const replaced = await transaction
      .updateTable('links')
      .set({ status: 'ended', ended_at: now, ended_reason: 'replaced', ended_by: 'member' })
      .where('member_id', '=', link.member_id)
      .where('client_id', '=', link.client_id)
      .where('status', '=', 'active')
      .returning('grant_id')
      .execute();
    await transaction
      .updateTable('links')
      .set({ status: 'active', started_at: now })
      .where('grant_id', '=', grantId)
      .execute();
    const ended = replaced.map((row) => row.grant_id);
    await started?.({ grantId, memberId: link.member_id, clientId: link.client_id, replaced: ended }, transaction);
    return ended;
  });
}

/** `false`: it had ended before. Whatever was issued under it must be destroyed either way. */
export async function endLink(database: Database, grantId: string, now: number, end: LinkEnd): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('links')
    .set({ status: 'ended', ended_at: now, ended_reason: end.reason, ended_by: end.by })
    .where('grant_id', '=', grantId)
    .where('status', '<>', 'ended')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
