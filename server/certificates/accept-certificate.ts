import type { X509Certificate } from 'node:crypto';
import type { AuditOf, Subject } from '../audit/events.ts';
import type { CertificateEvent } from '../consent/events.ts';
import { advance } from '../consent/machine.ts';
import { readBooks } from '../consent/books.ts';
import { save } from '../consent/carry-out.ts';
import type { FlowDeps } from '../consent/flow-deps.ts';
import type { Flow, ProvenBy } from '../consent/flow-store.ts';
import { loginStop } from '../consent/login-gate.ts';
import { hold } from '../http/rate-limit.ts';
import { Refusal } from '../http/refusal.ts';
import { certificateName } from './certificate-name.ts';
import { judgeCertificate, type JudgeDeps } from './judge-certificate.ts';

/** A certificate whose private key was just proven, and how. */
export type Presented = { readonly certificate: X509Certificate | undefined; readonly way: ProvenBy };

/** What a good certificate means: its owner may go on to the password, or cannot log in now. */
export type JudgedCertificate = {
  readonly event: CertificateEvent;
  /** To be written down together with the move. */
  readonly accepted: AuditOf<'certificate.accepted'>;
};

/**
 * Judges a certificate and whether its owner can log in. One judgement for both ways of proving the key, for flows and for links
 * sessions. Throws a `Refusal`, which has been written down, when the certificate is no good.
 */
export async function judgeForLogin(
  deps: FlowDeps,
  judge: JudgeDeps,
  subject: Subject,
  { certificate, way }: Presented,
): Promise<JudgedCertificate> {
  const judgement = await judgeCertificate(certificate, judge);
  const named = { way, ...(certificate === undefined ? {} : certificateName(certificate)) } as const;
  if (!judgement.ok) {
    const { code } = judgement;
    await deps.audit.record({ kind: 'certificate.refused', actor: 'unknown', subject, data: { ...named, code } });
    throw new Refusal(code);
  }
  const { memberId } = judgement;
  await hold(deps.limiter, 'member', memberId);
  const stop = await loginStop(deps, memberId);
  return {
    event: stop === null ? { kind: 'certificate-accepted', memberId } : { kind: 'login-stopped', memberId, code: stop },
    accepted: {
      kind: 'certificate.accepted',
      actor: `member:${memberId}`,
      subject,
      data: { ...named, ...(stop === null ? {} : { stopped: stop }) },
    },
  };
}

/** 手順1-①: moves a flow on to the password, or stops it. Throws a `Refusal`; the flow does not move then. */
export async function acceptForFlow(deps: FlowDeps, judge: JudgeDeps, flow: Flow, presented: Presented): Promise<Flow> {
  if (flow.state.at !== 'certificate') throw new Refusal('request.not-found');
  if (deps.clock.now().getTime() >= flow.endsAt) throw new Refusal('authorization.timed-out');
  const { tpp, facts } = await readBooks(deps.database, deps.config, flow);
  if (tpp.suspended) throw new Refusal('authorization.tpp-suspended');
  const { event, accepted } = await judgeForLogin(deps, judge, `flow:${flow.id}`, presented);
  const next = advance(flow.state, event, facts);
  if (!next.ok) throw new Refusal(next.code);
  return save(deps, flow, next.state, accepted, { provenBy: presented.way });
}
