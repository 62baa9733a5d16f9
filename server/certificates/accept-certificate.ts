import type { X509Certificate } from 'node:crypto';
import { passwordTriesLeft } from '../bank/passwords.ts';
import type { FlowEvent } from '../consent/events.ts';
import { advance } from '../consent/machine.ts';
import { readBooks } from '../consent/books.ts';
import { save } from '../consent/carry-out.ts';
import type { FlowDeps } from '../consent/flow-deps.ts';
import { findFlowByTicket, type Flow } from '../consent/flow-store.ts';
import { Refusal } from '../http/refusal.ts';
import { judgeCertificate, type JudgeDeps } from './judge-certificate.ts';

/** 手順1-①: the certificate on this connection, for the flow that the ticket names. Throws a `Refusal`; nothing changes then. */
export async function acceptCertificate(
  deps: FlowDeps,
  judge: JudgeDeps,
  certificate: X509Certificate | undefined,
  ticket: string,
): Promise<Flow> {
  const flow = await findFlowByTicket(deps.database, ticket);
  if (flow?.state.at !== 'certificate') throw new Refusal('request.not-found');
  if (deps.clock.now().getTime() >= flow.endsAt) throw new Refusal('authorization.timed-out');
  const { tpp, facts } = await readBooks(deps.database, deps.config, flow);
  if (tpp.suspended) throw new Refusal('authorization.tpp-suspended');
  const judgement = await judgeCertificate(certificate, judge);
  if (!judgement.ok) throw new Refusal(judgement.code);

  const { memberId } = judgement;
  const triesLeft = await passwordTriesLeft(deps.database, memberId, deps.config.password.tries);
  const event: FlowEvent =
    triesLeft === 0
      ? { kind: 'login-stopped', memberId, code: 'login.locked' }
      : { kind: 'certificate-accepted', memberId };
  const next = advance(flow.state, event, facts);
  if (!next.ok) throw new Refusal(next.code);
  return save(deps, flow, next.state);
}
