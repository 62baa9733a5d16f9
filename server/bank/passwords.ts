import type { Database } from '../storage/database.ts';
import { verifyNothing, verifySecret } from './secret-hash.ts';
import { failed, type Attempt } from './tries.ts';

export async function passwordTriesLeft(database: Database, memberId: string, tries: number): Promise<number> {
  const row = await database
    .selectFrom('members')
    .select('password_failures')
    .where('id', '=', memberId)
    .executeTakeFirst();
  return row === undefined ? 0 : Math.max(0, tries - row.password_failures);
}

/**
 * Checks a ログインパスワード. The try is counted before the comparison, in one statement, so that parallel guesses cannot
 * get more tries than there are; a right password resets the count. An unknown or locked ID costs the same time.
 */
export async function checkPassword(
  database: Database,
  memberId: string,
  password: Uint8Array,
  tries: number,
): Promise<Attempt> {
  const counted = await database
    .updateTable('members')
    .set((expression) => ({ password_failures: expression('password_failures', '+', 1) }))
    .where('id', '=', memberId)
    .where('password_failures', '<', tries)
    .returning(['password_hash', 'password_failures'])
    .executeTakeFirst();
  if (counted === undefined) {
    await verifyNothing(password);
    return { kind: 'locked' };
  }
  if (!(await verifySecret(counted.password_hash, password))) return failed(counted.password_failures, tries);
  await database.updateTable('members').set({ password_failures: 0 }).where('id', '=', memberId).execute();
  return { kind: 'right' };
}
