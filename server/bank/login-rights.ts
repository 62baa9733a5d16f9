import type { Database } from '../storage/database.ts';

/** What the bank's books say about a member's login besides his password. */
export type LoginRights = {
  /** `false`: the bank has taken this member's right to log in. */
  readonly allowed: boolean;
  /** Milliseconds since 1970; `null`: the password does not expire. */
  readonly passwordExpiresAt: number | null;
};

/** An unknown member may not log in. */
export async function loginRights(database: Database, memberId: string): Promise<LoginRights> {
  const row = await database
    .selectFrom('members')
    .select(['login_allowed', 'password_expires_at'])
    .where('id', '=', memberId)
    .executeTakeFirst();
  return { allowed: row?.login_allowed === 1, passwordExpiresAt: row?.password_expires_at ?? null };
}
