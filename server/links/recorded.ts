import type { Audit } from '../audit/audit.ts';
import type { Started } from './links.ts';

/** Writes down, in the transaction in which it happens, that a link stands from now on and which ones it replaces. */
export const recordStart =
  (audit: Audit): Started =>
  async ({ grantId, memberId, clientId, replaced }, transaction) => {
    const actor = `tpp:${clientId}` as const;
    for (const before of replaced) {
      const data = { tpp: clientId, by: grantId };
      await audit.record({ kind: 'link.replaced', actor, subject: `link:${before}`, data }, transaction);
    }
    const data = { tpp: clientId, member: memberId, replaces: replaced };
    await audit.record({ kind: 'link.started', actor, subject: `link:${grantId}`, data }, transaction);
  };
