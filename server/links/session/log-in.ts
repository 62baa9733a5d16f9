import { createHash } from 'node:crypto';
import type { AuditEvent } from '../../audit/events.ts';
import { judgeForLogin, type Presented } from '../../certificates/accept-certificate.ts';
import type { JudgeDeps } from '../../certificates/judge-certificate.ts';
import type { FlowDeps } from '../../consent/flow-deps.ts';
import { keepSeal } from '../../consent/kept-seal.ts';
import { acceptProof } from '../../consent/proof-routes.ts';
import { recordOfPassword } from '../../consent/recorded.ts';
import { createSealKeyPair } from '../../consent/seal.ts';
import { judgePassword, type Judged } from '../../consent/secrets.ts';
import { Refusal } from '../../http/refusal.ts';
import { isOver } from './standing.ts';
import { advanceSession, type SessionState } from './state.ts';
import { saveSession, useSessionNonce, type LinksSession, type SessionChange } from './store.ts';

/** `req` of a proof of possession in a links session, as a flow's is made of its `request_uri`. */
export const sessionRequestHash = (sessionId: string): string =>
  createHash('sha256').update(`urn:renkei:links-session:${sessionId}`, 'ascii').digest('base64url');

/** 手順1-① of a session. Throws a `Refusal`; the session does not move then. */
export async function acceptForSession(
  deps: FlowDeps,
  judge: JudgeDeps,
  session: LinksSession,
  presented: Presented,
): Promise<LinksSession> {
  if (session.state.at !== 'certificate') throw new Refusal('request.not-found');
  if (isOver(session, deps.clock)) throw new Refusal('authorization.timed-out');
  const { event, accepted } = await judgeForLogin(deps, judge, `session:${session.id}`, presented);
  const next = advanceSession(session.state, event);
  if (!next.ok) throw new Refusal(next.code);
  // Made only now: whoever just opens sessions makes the server compute nothing.
  const seal = next.state.at === 'password' ? keepSeal(deps.box, await createSealKeyPair(session.id)) : undefined;
  return moveSession(deps, session, { state: next.state, ...(seal === undefined ? {} : { seal }) }, accepted);
}

/** The other way: a key that no TLS can use. */
export async function proveForSession(
  deps: FlowDeps,
  judge: JudgeDeps,
  session: LinksSession,
  proof: string,
): Promise<LinksSession> {
  if (session.state.at !== 'certificate') throw new Refusal('flow.conflict');
  const presented = await acceptProof(deps, session, {
    proof,
    request: sessionRequestHash(session.id),
    use: () => useSessionNonce(deps.database, session),
  });
  return acceptForSession(deps, judge, session, presented);
}

export type LoggedIn = { readonly session: LinksSession; readonly refusal: Judged['refusal'] };

/** 手順1-②. A wrong password moves the session on as well (its revision), so that the same request costs no second try. */
export async function submitPassword(deps: FlowDeps, session: LinksSession, sealed: string): Promise<LoggedIn> {
  const { state } = session;
  if (state.at !== 'password') throw new Refusal('flow.not-allowed');
  const judged = await judgePassword(deps, session, state.memberId, sealed);
  // Apart from the move: a try counts even if the session was moved by somebody else meanwhile.
  await deps.audit.record(
    recordOfPassword({ actor: `member:${state.memberId}`, subject: `session:${session.id}` }, judged),
  );
  const next = advanceSession(state, judged.event);
  if (!next.ok) throw new Refusal(next.code);
  return { session: await moveSession(deps, session, { state: next.state }, null), refusal: judged.refusal };
}

/** The move and what is written down about it, both or neither. */
export async function moveSession(
  { database, audit }: FlowDeps,
  session: LinksSession,
  change: SessionChange & { readonly state: SessionState },
  event: AuditEvent | null,
): Promise<LinksSession> {
  return database.transaction().execute(async (transaction) => {
    const saved = await saveSession(transaction, session, change);
    if (saved === undefined) throw new Refusal('flow.conflict');
    if (event !== null) await audit.record(event, transaction);
    return saved;
  });
}
