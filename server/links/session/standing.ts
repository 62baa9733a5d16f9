import type { MemberRecord } from '../../bank/records.ts';
import { findMember } from '../../bank/members.ts';
import { passwordTriesLeft } from '../../bank/passwords.ts';
import type { Clock } from '../../clock.ts';
import type { FlowDeps } from '../../consent/flow-deps.ts';
import { serviceStop, type LoginStop } from '../../consent/login-gate.ts';
import { hold } from '../../http/rate-limit.ts';
import { Refusal } from '../../http/refusal.ts';
import { findSessionByCookie, removeSession, type LinksSession } from './store.ts';

export const isOver = ({ endsAt }: Pick<LinksSession, 'endsAt'>, clock: Clock): boolean =>
  clock.now().getTime() >= endsAt;

/**
 * The session of a cookie. Whether there is none, there never was one or it has ended is not told apart: what helps is the same, a
 * new one. An open one is checked anew each time: it ends at once when its member may not go on.
 */
export async function standingSession(deps: FlowDeps, cookie: string | undefined): Promise<LinksSession> {
  const session = cookie === undefined ? undefined : await findSessionByCookie(deps.database, cookie);
  if (session === undefined || isOver(session, deps.clock)) throw new Refusal('authorization.timed-out');
  const { state } = session;
  if (state.at !== 'certificate') await hold(deps.limiter, 'member', state.memberId);
  if (state.at === 'open') {
    const stop = await sessionStop(deps, state.memberId);
    if (stop !== null) {
      await endSession(deps, session, stop);
      throw new Refusal(stop);
    }
  }
  return session;
}

/** What ends an open session at once. Closing time does not: who is in may finish. */
async function sessionStop(deps: FlowDeps, memberId: string): Promise<LoginStop | null> {
  const stop = await serviceStop(deps, memberId);
  if (stop !== null) return stop;
  const { database, config } = deps;
  return (await passwordTriesLeft(database, memberId, config.password.tries)) === 0 ? 'login.locked' : null;
}

/** The member who is logged in with this cookie. Throws a `Refusal` when nobody is. */
export async function loggedIn(deps: FlowDeps, cookie: string | undefined): Promise<MemberRecord> {
  const { state } = await standingSession(deps, cookie);
  if (state.at !== 'open') throw new Refusal('flow.not-allowed');
  const member = await findMember(deps.database, state.memberId);
  if (member === undefined) throw new Refusal('login.not-permitted');
  return member;
}

/** Ends a session; written down when somebody had logged in. */
export async function endSession(
  { database, audit }: FlowDeps,
  session: LinksSession,
  code?: LoginStop,
): Promise<void> {
  const { id, state } = session;
  await database.transaction().execute(async (transaction) => {
    if (!(await removeSession(transaction, session)) || state.at !== 'open') return;
    const data = code === undefined ? {} : { code };
    const actor = code === undefined ? (`member:${state.memberId}` as const) : 'server';
    await audit.record({ kind: 'session.ended', actor, subject: `session:${id}`, data }, transaction);
  });
}
