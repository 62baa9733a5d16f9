import type { Audit } from '../audit/audit.ts';
import type { Database } from '../storage/database.ts';
import { findMember } from './members.ts';

/** Who unlocks: a 管理者 by his ID, or somebody at the branch by the name the branch knows him by. */
export type Unlocker =
  { readonly kind: 'admin'; readonly id: string } | { readonly kind: 'branch'; readonly officer: string };

export type UnlockRefusal =
  | 'unknown-member'
  /** Not a 管理者, or not of this contract, or may not log in himself. */
  | 'not-entitled'
  /** A 管理者 is unlocked by the branch, not by another one and not by himself. */
  | 'branch-only';

export type Unlocked =
  { readonly ok: true; readonly wasLocked: boolean } | { readonly ok: false; readonly reason: UnlockRefusal };

export type UnlockDeps = { readonly database: Database; readonly audit: Audit; readonly tries: number };

const refuse = (reason: UnlockRefusal): Unlocked => ({ ok: false, reason });

/**
 * Gives a member his tries back (DOMAIN §2: the 管理者 unlocks a 利用者 of his own contract, the branch unlocks the 管理者, and may
 * unlock anybody). The password stays what it is. Written down in the audit trail in the same transaction.
 */
export async function unlockMember(
  { database, audit, tries }: UnlockDeps,
  memberId: string,
  by: Unlocker,
): Promise<Unlocked> {
  return database.transaction().execute(async (transaction) => {
    const member = await findMember(transaction, memberId);
    if (member === undefined) return refuse('unknown-member');
    if (by.kind === 'admin') {
      if (member.role === 'admin') return refuse('branch-only');
      if (!(await isActingAdmin(transaction, by.id, member.contractId, tries))) return refuse('not-entitled');
    }
    const before = await transaction
      .selectFrom('members')
      .select('password_failures')
      .where('id', '=', memberId)
      .executeTakeFirstOrThrow();
    await transaction.updateTable('members').set({ password_failures: 0 }).where('id', '=', memberId).execute();
    await audit.record(
      {
        kind: 'member.unlocked',
        actor: by.kind === 'admin' ? `member:${by.id}` : `bank:${by.officer}`,
        subject: `member:${memberId}`,
        data: { role: member.role },
      },
      transaction,
    );
    return { ok: true, wasLocked: before.password_failures >= tries };
  });
}

/** A 管理者 who is locked himself, or whose login the bank has stopped, acts for nobody. */
async function isActingAdmin(database: Database, id: string, contractId: string, tries: number): Promise<boolean> {
  const row = await database
    .selectFrom('members')
    .select(['role', 'contract_id', 'password_failures', 'login_allowed'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row?.role !== 'admin' || row.contract_id !== contractId) return false;
  return row.password_failures < tries && row.login_allowed === 1;
}
