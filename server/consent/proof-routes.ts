import Router from '@koa/router';
import type Provider from 'oidc-provider';
import { acceptForFlow, type Presented } from '../certificates/accept-certificate.ts';
import type { JudgeDeps } from '../certificates/judge-certificate.ts';
import { certificateProofRequestSchema } from '../contract/command.ts';
import { requireApp } from '../http/client-version.ts';
import { readJson } from '../http/read-json.ts';
import { Refusal } from '../http/refusal.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { Flow } from './flow-store.ts';
import { explainRefusal, openInteraction, replyTo } from './routes.ts';
import { proofNonce, requestHash, useProofNonce } from './proof-nonce.ts';
import { readProof } from './proof.ts';

/**
 * `POST /interaction/:uid/certificate-proof`: 手順1-① for keys that no TLS can use. The interaction's cookie says which flow, the
 * proof says whose key. Every proof that is rightly signed uses its nonce up, whatever becomes of the certificate.
 */
export function proofRoutes(provider: Provider, deps: FlowDeps, judge: JudgeDeps): Router {
  const router = new Router();
  router.post('/interaction/:uid/certificate-proof', async (context) => {
    requireApp(context, deps.config.minimumClient);
    const { proof } = await readJson(context, certificateProofRequestSchema);
    const { flow, prompt } = await openInteraction(provider, deps, context, context.params['uid']);
    if (flow.state.at !== 'certificate') throw new Refusal('flow.conflict');
    const moved = await login(deps, judge, flow, proof).catch((error: unknown) => explainRefusal(deps, flow, error));
    context.body = await replyTo(provider, deps, context, moved, prompt);
  });
  return router;
}

async function login(deps: FlowDeps, judge: JudgeDeps, flow: Flow, proof: string): Promise<Flow> {
  const request = requestHash(flow.parId);
  const presented = await acceptProof(deps, flow, { proof, request, use: () => useProofNonce(deps.database, flow) });
  return acceptForFlow(deps, judge, flow, presented);
}

export type ProofGiven = {
  readonly proof: string;
  /** What `req` must be. */
  readonly request: string;
  /** Uses the nonce up; `false` when somebody was faster. */
  readonly use: () => Promise<boolean>;
};

/** The certificate whose key the proof was made with. Its nonce is used up. For flows and links sessions alike. */
export async function acceptProof(
  { config, clock, ticketOf }: Pick<FlowDeps, 'config' | 'clock' | 'ticketOf'>,
  at: Pick<Flow, 'id' | 'createdAt' | 'proofAttempt'>,
  { proof, request, use }: ProofGiven,
): Promise<Presented> {
  const read = await readProof(proof, {
    nonce: proofNonce(ticketOf, at),
    audience: config.issuer,
    flow: at.id,
    request,
    now: clock.now(),
  });
  if (!read.ok) throw new Refusal(read.code, { detail: read.reason });
  if (!(await use())) throw new Refusal('flow.conflict', { detail: 'the nonce was used before' });
  return { certificate: read.certificate, way: 'proof' };
}
