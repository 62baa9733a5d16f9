import type { KoaContextWithOIDC, ErrorOut } from 'oidc-provider';
import { errors } from 'oidc-provider';
import type { Logger } from 'pino';
import { findTpp } from '../bank/tpps.ts';
import type { ServerConfig } from '../config.ts';
import type { ProblemCode } from '../contract/problem.ts';
import { isApp } from '../http/client-version.ts';
import { answerRefusal } from '../http/problems.ts';
import { newReference } from '../http/reference.ts';
import { routeOf } from '../http/route-of.ts';
import { Refusal } from '../http/refusal.ts';
import type { Database } from '../storage/database.ts';
import { renderErrorPage } from './error-page.ts';
import { RequestUsed } from './open-flow.ts';

type Deps = { readonly database: Database; readonly config: ServerConfig; readonly log: Logger };

/** One of our codes for whatever the authorization server refuses. */
export async function codeOf(database: Database, error: Error, clientId: string | undefined): Promise<ProblemCode> {
  if (error instanceof RequestUsed) return 'authorization.used';
  if (error instanceof errors.SessionNotFound) return 'authorization.timed-out';
  if (error instanceof errors.InvalidRequestUri) return 'authorization.expired';
  if (error instanceof errors.InvalidClient) {
    const tpp = clientId === undefined ? undefined : await findTpp(database, clientId);
    return tpp?.suspended === true ? 'authorization.tpp-suspended' : 'authorization.unknown-tpp';
  }
  return error instanceof errors.OIDCProviderError && error.expose
    ? 'authorization.invalid'
    : 'environment.server-error';
}

/** Answers what cannot be sent to the TPP: a problem for the app, a small page for a browser. */
export async function renderError(
  { database, config, log }: Deps,
  context: KoaContextWithOIDC,
  out: ErrorOut,
  error: Error,
): Promise<void> {
  const clientId = context.oidc.params?.['client_id'] ?? context.query['client_id'];
  const code = await codeOf(database, error, typeof clientId === 'string' ? clientId : undefined);
  if (isApp(context)) {
    const detail = out.error_description;
    answerRefusal(context, log, new Refusal(code, detail === undefined ? {} : { detail }), error);
    return;
  }
  const reference = newReference();
  log.info({ reference, code, detail: out.error_description, route: routeOf(context) }, 'refused');
  const page = renderErrorPage(config, code, reference);
  context.status = page.status;
  context.set({ ...page.headers });
  context.body = page.body;
}
