import type { Audit } from '../audit/audit.ts';
import type { Database } from '../storage/database.ts';

export type AccountUnlocked =
  { readonly ok: true; readonly wasLocked: boolean } | { readonly ok: false; readonly reason: 'unknown-account' };

export type AccountUnlockDeps = {
  readonly database: Database;
  readonly audit: Audit;
  /** Wrong 照会用暗証番号 in a row that lock an account's. */
  readonly tries: number;
};

/**
 * Gives an account its tries at the 照会用暗証番号 back. Only the branch does this (DOMAIN §2). The number on file and a registration
 * stay what they are. Written down in the audit trail in the same transaction.
 */
export async function unlockAccount(
  { database, audit, tries }: AccountUnlockDeps,
  accountId: string,
  officer: string,
): Promise<AccountUnlocked> {
  return database.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('accounts')
      .select('pin_failures')
      .where('id', '=', accountId)
      .executeTakeFirst();
    if (before === undefined) return { ok: false, reason: 'unknown-account' };
    await transaction.updateTable('accounts').set({ pin_failures: 0 }).where('id', '=', accountId).execute();
    await audit.record(
      { kind: 'account.unlocked', actor: `bank:${officer}`, subject: `account:${accountId}`, data: {} },
      transaction,
    );
    return { ok: true, wasLocked: before.pin_failures >= tries };
  });
}
