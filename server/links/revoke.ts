import type { MemberRecord } from '../bank/records.ts';
import type { FlowDeps } from '../consent/flow-deps.ts';
import { endLink } from './links.ts';
import { statusOf, type OwnedLink } from './view.ts';

/** Whose decision it was: his own, or the 管理者's over another one's link. */
export const decidedBy = (viewer: MemberRecord, link: OwnedLink): 'member' | 'admin' =>
  link.member_id === viewer.id ? 'member' : 'admin';

/**
 * 解除: the link ends, and with it everything that was issued under it, at once. A link that has ended stays as it is; only what
 * was issued is destroyed again, in case that did not come to its end the first time.
 */
export async function revokeLink(
  { database, clock, grants, audit }: Pick<FlowDeps, 'database' | 'clock' | 'grants' | 'audit'>,
  viewer: MemberRecord,
  link: OwnedLink,
): Promise<void> {
  const { grant_id: grantId, client_id: tpp } = link;
  const now = clock.now();
  const by = decidedBy(viewer, link);
  if (statusOf(link, now) !== 'ended') {
    await database.transaction().execute(async (transaction) => {
      // The link first: from here on nothing is answered, whatever tokens are still lying about.
      if (!(await endLink(transaction, grantId, now.getTime(), { reason: 'revoked', by }))) return;
      const data = { tpp, reason: 'by the customer', by };
      await audit.record(
        { kind: 'link.revoked', actor: `member:${viewer.id}`, subject: `link:${grantId}`, data },
        transaction,
      );
    });
  }
  await grants.destroy(grantId);
}
