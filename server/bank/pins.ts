import type { Clock } from '../clock.ts';
import type { Database } from '../storage/database.ts';
import { verifyNothing, verifySecret } from './secret-hash.ts';
import { failed, type Attempt } from './tries.ts';

export type PinAttempt = Attempt | { readonly kind: 'none-on-file' } | { readonly kind: 'already-registered' };

/** Compares with the 照会用暗証番号 on file and registers the account. Counted like a password, per account. */
export async function registerPin(
  database: Database,
  clock: Clock,
  accountId: string,
  pin: Uint8Array,
  tries: number,
): Promise<PinAttempt> {
  const counted = await database
    .updateTable('accounts')
    .set((expression) => ({ pin_failures: expression('pin_failures', '+', 1) }))
    .where('id', '=', accountId)
    .where('pin_hash', 'is not', null)
    .where('pin_registered_at', 'is', null)
    .where('pin_failures', '<', tries)
    .returning(['pin_hash', 'pin_failures'])
    .executeTakeFirst();
  if (counted?.pin_hash == null) {
    await verifyNothing(pin);
    return whyNotCounted(database, accountId);
  }
  if (!(await verifySecret(counted.pin_hash, pin))) return failed(counted.pin_failures, tries);
  const { numUpdatedRows } = await database
    .updateTable('accounts')
    .set({ pin_failures: 0, pin_registered_at: clock.now().toISOString() })
    .where('id', '=', accountId)
    // Registration happens once, even for two right PINs at the same moment.
    .where('pin_registered_at', 'is', null)
    .executeTakeFirstOrThrow();
  return { kind: numUpdatedRows === 1n ? 'right' : 'already-registered' };
}

async function whyNotCounted(database: Database, accountId: string): Promise<PinAttempt> {
  const account = await database
    .selectFrom('accounts')
    .select(['pin_hash', 'pin_registered_at'])
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (account?.pin_hash == null) return { kind: 'none-on-file' };
  return account.pin_registered_at === null ? { kind: 'locked' } : { kind: 'already-registered' };
}
