import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import type Provider from 'oidc-provider';
import { newReference } from '../http/reference.ts';
import { isApp, requireApp } from '../http/client-version.ts';
import { Refusal } from '../http/refusal.ts';
import type { ServerConfig } from '../config.ts';
import type { Database } from '../storage/database.ts';
import { renderErrorPage } from './error-page.ts';
import { inspectRequest } from './inspect-request.ts';
import { renderLaunchPage, type LaunchPage, type LaunchRequest } from './launch-page.ts';

type Deps = {
  readonly provider: Provider;
  readonly database: Database;
  readonly config: ServerConfig;
  readonly log: Logger;
};

/** The page for a browser, or the reason why there is none. */
export async function launchPage(
  { provider, database, config, log }: Deps,
  request: LaunchRequest,
): Promise<LaunchPage> {
  const inspected = await inspectRequest(provider, database, request.clientId, request.requestUri);
  if (!inspected.ok) {
    const reference = newReference();
    log.info({ reference, code: inspected.code }, 'no launch page');
    return renderErrorPage(config, inspected.code, reference);
  }
  const { tpp, requestUri } = inspected;
  return renderLaunchPage(config, {
    tpp,
    requestUri,
    ...(request.handover === undefined ? {} : { handover: request.handover }),
  });
}

const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** `/authorize`: the launch page for a browser; the app goes on to the authorization server. */
export function authorizeRoute(deps: Deps): Middleware {
  return async (context, next) => {
    if (context.path !== '/authorize') {
      await next();
      return;
    }
    if (context.method !== 'GET') throw new Refusal('request.invalid', { detail: 'only GET' });
    const { client_id, request_uri } = context.query;
    if (!isApp(context)) {
      const page = await launchPage(deps, { clientId: single(client_id), requestUri: single(request_uri) });
      context.status = page.status;
      context.set({ ...page.headers });
      context.body = page.body;
      return;
    }
    requireApp(context, deps.config.minimumClient);
    const inspected = await inspectRequest(deps.provider, deps.database, client_id, request_uri);
    if (!inspected.ok) throw new Refusal(inspected.code);
    // Every authorization starts without a session, so nobody's earlier login can meet another's.
    delete context.req.headers.cookie;
    await next();
  };
}
