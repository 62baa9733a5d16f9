import type { X509Certificate } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import type { Logger } from 'pino';
import type { FlowDeps } from '../consent/flow-deps.ts';
import { findFlowByTicket } from '../consent/flow-store.ts';
import { snapshotOf } from '../consent/snapshot-of.ts';
import { certificateRequestSchema } from '../contract/command.ts';
import type { LinksSnapshot } from '../contract/links-session.ts';
import type { Reply } from '../contract/reply.ts';
import { requireApp } from '../http/client-version.ts';
import { strictCors } from '../http/cors.ts';
import { answerProblems } from '../http/problems.ts';
import { readJson } from '../http/read-json.ts';
import { Refusal } from '../http/refusal.ts';
import { limitAddress } from '../http/limit-requests.ts';
import { requestIds } from '../http/request-id.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { acceptForSession } from '../links/session/log-in.ts';
import { linksSnapshot } from '../links/session/snapshot.ts';
import { findSessionByTicket } from '../links/session/store.ts';
import type { Metrics } from '../operations/metrics.ts';
import { observe } from '../operations/observe.ts';
import { acceptForFlow, type Presented } from './accept-certificate.ts';
import type { JudgeDeps } from './judge-certificate.ts';

const hello = '<!doctype html><html lang="ja"><meta charset="utf-8"><title>電子証明書</title></html>\n';

/** The endpoint that asks for the client certificate. It has no cookies: the ticket says which flow it is about. */
export function certificateApp(deps: FlowDeps, judge: JudgeDeps, metrics: Metrics, log: Logger): Koa {
  const router = new Router();
  // Opening this page is what makes the system ask for a certificate.
  router.get('/hello', (context) => {
    context.type = 'html';
    context.body = hello;
  });
  router.post('/certificate', async (context) => {
    requireApp(context, deps.config.minimumClient);
    const { ticket } = await readJson(context, certificateRequestSchema);
    context.body = await present(deps, judge, ticket, { certificate: peerCertificate(context), way: 'mtls' });
  });

  const app = new Koa();
  app.use(requestIds);
  app.use(observe(metrics, log));
  app.use(securityHeaders);
  app.use(strictCors);
  app.use(answerProblems(log));
  app.use(limitAddress(deps.limiter, /^\/certificate$/));
  app.use(router.routes());
  app.use(() => {
    throw new Refusal('request.not-found');
  });
  return app;
}

/** The ticket says what the certificate is for: a flow, or a links session. */
async function present(
  deps: FlowDeps,
  judge: JudgeDeps,
  ticket: string,
  presented: Presented,
): Promise<Reply | LinksSnapshot> {
  const flow = await findFlowByTicket(deps.database, ticket);
  if (flow !== undefined) {
    const moved = await acceptForFlow(deps, judge, flow, presented);
    return { kind: 'snapshot', snapshot: await snapshotOf(deps, moved) };
  }
  const session = await findSessionByTicket(deps.database, ticket);
  if (session === undefined) throw new Refusal('request.not-found');
  return linksSnapshot(deps, await acceptForSession(deps, judge, session, presented));
}

/** TLS has proven that the other side holds the private key; whether the certificate is worth anything is judged by us. */
function peerCertificate({ socket }: Context): X509Certificate | undefined {
  return socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
}
