import type { X509Certificate } from 'node:crypto';
import type { FlowEvent } from '../consent/events.ts';
import { advance } from '../consent/machine.ts';
import { readBooks } from '../consent/books.ts';
import { save } from '../consent/carry-out.ts';
import type { FlowDeps } from '../consent/flow-deps.ts';
import { findFlowByTicket, type Flow, type ProvenBy } from '../consent/flow-store.ts';
import { loginStop } from '../consent/login-gate.ts';
import { hold } from '../http/rate-limit.ts';
import { Refusal } from '../http/refusal.ts';
import { certificateName } from './certificate-name.ts';
import { judgeCertificate, type JudgeDeps } from './judge-certificate.ts';

/** 手順1-①: the certificate on this connection, for the flow that the ticket names. Throws a `Refusal`; nothing changes then. */
export async function acceptCertificate(
  deps: FlowDeps,
  judge: JudgeDeps,
  certificate: X509Certificate | undefined,
  ticket: string,
): Promise<Flow> {
  const flow = await findFlowByTicket(deps.database, ticket);
  if (flow === undefined) throw new Refusal('request.not-found');
  return acceptForFlow(deps, judge, flow, { certificate, way: 'mtls' });
}

/** A certificate whose private key was just proven, and how. */
export type Presented = { readonly certificate: X509Certificate | undefined; readonly way: ProvenBy };

/**
 * Judges a certificate and moves the flow on to the password, or stops it when its owner cannot log in. One judgement for both
 * ways of proving the key. Throws a `Refusal`; the flow does not move then.
 */
export async function acceptForFlow(
  deps: FlowDeps,
  judge: JudgeDeps,
  flow: Flow,
  { certificate, way }: Presented,
): Promise<Flow> {
  if (flow.state.at !== 'certificate') throw new Refusal('request.not-found');
  if (deps.clock.now().getTime() >= flow.endsAt) throw new Refusal('authorization.timed-out');
  const { tpp, facts } = await readBooks(deps.database, deps.config, flow);
  if (tpp.suspended) throw new Refusal('authorization.tpp-suspended');
  const judgement = await judgeCertificate(certificate, judge);
  const subject = `flow:${flow.id}` as const;
  const named = { way, ...(certificate === undefined ? {} : certificateName(certificate)) } as const;
  if (!judgement.ok) {
    const { code } = judgement;
    await deps.audit.record({ kind: 'certificate.refused', actor: 'unknown', subject, data: { ...named, code } });
    throw new Refusal(code);
  }

  const { memberId } = judgement;
  await hold(deps.limiter, 'member', memberId);
  const stop = await loginStop(deps, memberId);
  const event: FlowEvent =
    stop === null ? { kind: 'certificate-accepted', memberId } : { kind: 'login-stopped', memberId, code: stop };
  const next = advance(flow.state, event, facts);
  if (!next.ok) throw new Refusal(next.code);
  const accepted = {
    kind: 'certificate.accepted',
    actor: `member:${memberId}`,
    subject,
    data: { ...named, ...(stop === null ? {} : { stopped: stop }) },
  } as const;
  return save(deps, flow, next.state, accepted, { provenBy: way });
}
