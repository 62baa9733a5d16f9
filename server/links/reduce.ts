import type { MemberRecord } from '../bank/records.ts';
import type { FlowDeps } from '../consent/flow-deps.ts';
import type { Permission } from '../contract/catalogue.ts';
import { Refusal } from '../http/refusal.ts';
import { reduction } from './reduction.ts';
import { decidedBy } from './revoke.ts';
import { permissionsOf, statusOf, type OwnedLink } from './view.ts';

/**
 * 縮小: takes 業務 or accounts out of a link. Holds for every token at once: the resource API asks the link, and what is issued or
 * introspected later names no more than it. Throws a `Refusal`; nothing changes then.
 */
export async function reduceLink(
  { database, clock, audit }: Pick<FlowDeps, 'database' | 'clock' | 'audit'>,
  viewer: MemberRecord,
  link: OwnedLink,
  wanted: readonly Permission[],
): Promise<void> {
  const now = clock.now();
  if (statusOf(link, now) === 'ended') throw new Refusal('flow.not-allowed');
  const left = reduction(permissionsOf(link), wanted);
  if (!left.ok) throw new Refusal(left.code, { detail: 'what stays must be a part of what stands, and less than it' });
  const { permissions } = left;
  await database.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('links')
      .set({ permissions_json: JSON.stringify(permissions), reduced_at: now.getTime() })
      .where('grant_id', '=', link.grant_id)
      .where('status', '<>', 'ended')
      // Of two at once the second decides on what the first has left.
      .where('permissions_json', '=', link.permissions_json)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal('flow.conflict');
    const data = { tpp: link.client_id, permissions, by: decidedBy(viewer, link) };
    await audit.record(
      { kind: 'link.reduced', actor: `member:${viewer.id}`, subject: `link:${link.grant_id}`, data },
      transaction,
    );
  });
}
