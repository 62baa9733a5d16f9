import { createHash, randomBytes } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import { keptSealSchema, type KeptSeal } from '../../consent/kept-seal.ts';
import { deleteInBatches } from '../../storage/batches.ts';
import type { Database } from '../../storage/database.ts';
import type { LinkSessionTable } from '../../storage/tables.ts';
import { sessionStateSchema, type SessionState } from './state.ts';

export type LinksSession = {
  readonly id: string;
  readonly state: SessionState;
  readonly revision: number;
  readonly extensionsUsed: number;
  /** Milliseconds since 1970, like `createdAt`. */
  readonly endsAt: number;
  /** There only while the password is awaited. */
  readonly seal: KeptSeal | null;
  readonly createdAt: number;
  readonly proofAttempt: number;
};

export type NewSession = {
  readonly now: number;
  readonly endsAt: number;
  readonly ticket: (sessionId: string) => string;
};

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const fromRow = (row: Selectable<LinkSessionTable>): LinksSession => ({
  id: row.id,
  state: sessionStateSchema.parse(JSON.parse(row.state_json)),
  revision: row.revision,
  extensionsUsed: row.extensions_used,
  endsAt: row.ends_at,
  seal: row.seal_json === null ? null : keptSealSchema.parse(JSON.parse(row.seal_json)),
  createdAt: row.created_at,
  proofAttempt: row.proof_attempt,
});

/** `cookie` is told once and kept as a hash. */
export async function openSession(
  database: Database,
  { now, endsAt, ticket }: NewSession,
): Promise<{ readonly session: LinksSession; readonly cookie: string }> {
  const id = randomBytes(18).toString('base64url');
  const cookie = randomBytes(32).toString('base64url');
  const row = await database
    .insertInto('link_sessions')
    .values({
      id,
      cookie_hash: hashOf(cookie),
      state_json: JSON.stringify({ at: 'certificate' } satisfies SessionState),
      revision: 0,
      extensions_used: 0,
      ends_at: endsAt,
      ticket_hash: hashOf(ticket(id)),
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { session: fromRow(row), cookie };
}

async function findBy(
  database: Database,
  column: 'cookie_hash' | 'ticket_hash',
  secret: string,
): Promise<LinksSession | undefined> {
  const row = await database
    .selectFrom('link_sessions')
    .selectAll()
    .where(column, '=', hashOf(secret))
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

export const findSessionByCookie = (database: Database, cookie: string): Promise<LinksSession | undefined> =>
  findBy(database, 'cookie_hash', cookie);

export const findSessionByTicket = (database: Database, ticket: string): Promise<LinksSession | undefined> =>
  findBy(database, 'ticket_hash', ticket);

export type SessionChange = {
  readonly state: SessionState;
  readonly endsAt?: number;
  readonly extensionsUsed?: number;
  /** A new one, for the password. */
  readonly seal?: KeptSeal;
};

/** Compare-and-set on the revision: `undefined` when somebody else moved or ended the session meanwhile. */
export async function saveSession(
  database: Database,
  session: LinksSession,
  change: SessionChange,
): Promise<LinksSession | undefined> {
  const row = await database
    .updateTable('link_sessions')
    .set({
      state_json: JSON.stringify(change.state),
      revision: session.revision + 1,
      extensions_used: change.extensionsUsed ?? session.extensionsUsed,
      ends_at: change.endsAt ?? session.endsAt,
      ...(change.seal === undefined ? {} : { seal_json: JSON.stringify(change.seal) }),
      // Key and ticket die with the step they are for.
      ...(change.state.at === 'password' ? {} : { seal_json: null }),
      ...(change.state.at === 'certificate' ? {} : { ticket_hash: null }),
    })
    .where('id', '=', session.id)
    .where('revision', '=', session.revision)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Uses the nonce of a proof up; `false` when somebody was faster. */
export async function useSessionNonce(
  database: Database,
  { id, proofAttempt }: Pick<LinksSession, 'id' | 'proofAttempt'>,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('link_sessions')
    .set({ proof_attempt: proofAttempt + 1 })
    .where('id', '=', id)
    .where('proof_attempt', '=', proofAttempt)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Nothing is left of it: cookie, key and ticket are good for nothing from here on. `false`: somebody else ended it. */
export async function removeSession(database: Database, { id }: Pick<LinksSession, 'id'>): Promise<boolean> {
  const { numDeletedRows } = await database.deleteFrom('link_sessions').where('id', '=', id).executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Removes sessions whose time is over; answers how many. */
export const forgetEndedSessions = (database: Database, now: number): Promise<number> =>
  deleteInBatches(database, { table: 'link_sessions', key: ['id'], where: sql`ends_at <= ${now}` });
