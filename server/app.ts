import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { Logger } from 'pino';
import { authorizeRoute, launchPage } from './authorization/authorize-route.ts';
import { createGrants } from './authorization/grants.ts';
import type { LaunchPage, LaunchRequest } from './authorization/launch-page.ts';
import { createProvider, resourceOf } from './authorization/provider.ts';
import { loadServerKeys } from './authorization/server-keys.ts';
import { publishAuthorizationPage } from './authorization/discovery.ts';
import { resourceRoutes } from './bank/api/routes.ts';
import { findCertificateOwner } from './bank/members.ts';
import { certificateApp } from './certificates/app.ts';
import { readAuthorities, type JudgeDeps } from './certificates/judge-certificate.ts';
import { revocationByLists } from './certificates/revocation.ts';
import type { Clock } from './clock.ts';
import type { ServerConfig } from './config.ts';
import type { FlowDeps } from './consent/flow-deps.ts';
import { interactionRoutes } from './consent/routes.ts';
import { startHousekeeping } from './housekeeping.ts';
import { answerProblems } from './http/problems.ts';
import { secretPaths } from './http/secret-paths.ts';
import { securityHeaders } from './http/security-headers.ts';
import type { Database } from './storage/database.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export type AppDependencies = {
  readonly config: ServerConfig;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
};

/** Request handlers for listeners that somebody else owns. `close` stops the housekeeping; the database stays open. */
export type App = {
  readonly issuer: Handler;
  /** For the TLS listener with `requestCert: true, rejectUnauthorized: false`. */
  readonly certificate: Handler;
  /** What an ordinary browser gets at the authorization endpoint. Never uses the request up. */
  readonly launchPage: (request: LaunchRequest) => Promise<LaunchPage>;
  close(): Promise<void>;
};

/** Puts the server together. It never listens. */
export async function buildApp({ config, database, clock, log: parent }: AppDependencies): Promise<App> {
  const log = parent.child({}, { redact: [...secretPaths] });
  const keys = await loadServerKeys(database, clock);
  const { ticketOf } = keys;
  const provider: Provider = createProvider({
    config,
    database,
    clock,
    log,
    keys,
    ticketOf,
    onReplaced: async (grantIds) => {
      for (const grantId of grantIds) await grants.destroy(grantId);
    },
  });
  const grants = createGrants(provider, clock);
  const deps: FlowDeps = { config, database, clock, grants, ticketOf };
  const judge: JudgeDeps = {
    authorities: readAuthorities(config.clientCa),
    clock,
    revocation: revocationByLists(config.clientCrl ?? [], clock),
    ownerOf: (name) => findCertificateOwner(database, name),
  };
  const { issuer } = config;

  // The provider is itself a Koa app; what is used here runs before its own routes.
  provider.use(securityHeaders);
  provider.use(answerProblems(log));
  provider.use(publishAuthorizationPage(config));
  provider.use(resourceRoutes({ provider, database, clock, issuer, resource: resourceOf(issuer) }, log).routes());
  provider.use(interactionRoutes(provider, deps).routes());
  provider.use(authorizeRoute({ provider, database, config, log }));

  const certificates = certificateApp(deps, judge, log);
  for (const app of [provider, certificates])
    app.on('error', (error: Error) => log.warn({ err: error }, 'a connection broke'));

  const stopHousekeeping = startHousekeeping(database, clock, log);
  return {
    issuer: handlerOf(provider.callback()),
    certificate: handlerOf(certificates.callback()),
    launchPage: (request) => launchPage({ provider, database, config, log }, request),
    close: stopHousekeeping,
  };
}

/** Koa answers its own errors; there is nothing to wait for here. */
const handlerOf =
  (callback: (request: IncomingMessage, response: ServerResponse) => Promise<void>): Handler =>
  (request, response) => {
    void callback(request, response);
  };
