import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Middleware } from 'koa';
import type Provider from 'oidc-provider';
import type { Logger } from 'pino';
import { createAudit, type Audit } from './audit/audit.ts';
import { recordLimits } from './audit/record-limits.ts';
import { recordTokens } from './audit/record-tokens.ts';
import { authorizeRoute, launchPage } from './authorization/authorize-route.ts';
import { giveGrantId } from './authorization/grant-management/grant-id.ts';
import { grantRoutes } from './authorization/grant-management/routes.ts';
import { createGrants } from './authorization/grants.ts';
import type { LaunchPage, LaunchRequest } from './authorization/launch-page.ts';
import { createProvider } from './authorization/provider.ts';
import { resourceOf } from './authorization/resources.ts';
import { provenCertificate } from './authorization/mutual-tls.ts';
import { publishMetadata } from './authorization/metadata.ts';
import { distrustRevoked } from './authorization/tpp-revocation.ts';
import { guardTppEndpoints } from './authorization/tpp-endpoints.ts';
import { resourceRoutes } from './bank/api/routes.ts';
import { findCertificateOwner } from './bank/members.ts';
import { certificateApp } from './certificates/app.ts';
import { readAuthorities, type JudgeDeps } from './certificates/judge-certificate.ts';
import { createRevocationCheck } from './certificates/revocation.ts';
import type { Clock } from './clock.ts';
import type { ServerConfig } from './config.ts';
import type { FlowDeps } from './consent/flow-deps.ts';
import { proofRoutes } from './consent/proof-routes.ts';
import { interactionRoutes } from './consent/routes.ts';
import { sealAttester } from './consent/seal-attestation.ts';
import { startHousekeeping, storageChores } from './housekeeping.ts';
import { arrivingAt } from './http/arrival.ts';
import { strictCors } from './http/cors.ts';
import { documentRoutes } from './openapi/routes.ts';
import { answerProblems } from './http/problems.ts';
import { limitAddress, limitTppAddress } from './http/limit-requests.ts';
import { defaultRateLimits } from './http/rate-limit-config.ts';
import { createLimiter, type Limiter } from './http/rate-limit.ts';
import { requestIds } from './http/request-id.ts';
import { secretPaths } from './http/secret-paths.ts';
import { securityHeaders } from './http/security-headers.ts';
import { abandonLinks, expireLinks } from './links/expire.ts';
import { linksRoutes } from './links/routes.ts';
import { sessionRoutes } from './links/session/routes.ts';
import { createMetrics, type Metrics } from './operations/metrics.ts';
import { observe } from './operations/observe.ts';
import { createKeyKeeper } from './keys/keeper.ts';
import { perKeys } from './keys/per-keys.ts';
import { rotateAndRecord } from './keys/rotation.ts';
import { scheduleOf, standardSchedule } from './keys/schedule.ts';
import type { SecretBox } from './keys/secret-box.ts';
import type { ServerKeys } from './keys/server-keys.ts';
import type { Database } from './storage/database.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export type AppDependencies = {
  readonly config: ServerConfig;
  readonly database: Database;
  /** What the server's keys are kept in; every node on one database needs the same (`openSecretBox`). */
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly log: Logger;
  /** Counters of whoever shows them; counted for nobody when left out. */
  readonly metrics?: Metrics;
};

/** Request handlers for listeners that somebody else owns. `close` stops the housekeeping; the database stays open. */
export type App = {
  readonly issuer: Handler;
  /** For the TLS listener with `requestCert: true, rejectUnauthorized: false`. */
  readonly certificate: Handler;
  /** For the TLS listener at `mtlsOrigin`: `requestCert: true, rejectUnauthorized: false`, trusting the TPPs' authorities. */
  readonly mutual: Handler;
  /** What an ordinary browser gets at the authorization endpoint. Never uses the request up. */
  readonly launchPage: (request: LaunchRequest) => Promise<LaunchPage>;
  readonly audit: Audit;
  /** Resolves to `true` when the keys can be read now; rejects otherwise. */
  readonly keysLoaded: () => Promise<boolean>;
  close(): Promise<void>;
};

/** Puts the server together. It never listens. */
export async function buildApp(dependencies: AppDependencies): Promise<App> {
  const { config, database, clock, log: parent, metrics } = dependencies;
  const log = parent.child({}, { redact: [...secretPaths] });
  const counters = metrics ?? createMetrics({ process: false });
  const audit = createAudit({ database, clock, log, onRecorded: (event) => counters.observeEvent(event) });
  const schedule = config.keyRotationDays === undefined ? standardSchedule : scheduleOf(config.keyRotationDays);
  const rotate = () => rotateAndRecord({ ...dependencies, schedule, audit, log });
  await rotate();
  const judge: JudgeDeps = {
    authorities: readAuthorities(config.clientCa),
    clock,
    revocation: createRevocationCheck(config.revocation, { clock, log }),
    ownerOf: (name) => findCertificateOwner(database, name),
  };
  const { tppRevocation = { kind: 'none' }, tppCa = [] } = config;
  const tppCertificates =
    tppRevocation.kind === 'none'
      ? null
      : distrustRevoked({
          authorities: readAuthorities(tppCa),
          check: createRevocationCheck(tppRevocation, { clock, log }),
          clock,
          log,
        });
  const limits = config.limits ?? defaultRateLimits;
  const limiter = createLimiter({ database, clock, log, limits, onReached: recordLimits(audit) });
  const parts: Parts = { ...dependencies, log, audit, counters, judge, limiter, tppCertificates };
  const handlers = perKeys(createKeyKeeper(dependencies), (keys) => assemble(parts, keys));
  // Whatever is wrong with the configuration shows at the start and not at the first request.
  await handlers();

  const chores = [
    ...storageChores(database),
    { name: 'links past their end', run: (now: Date) => expireLinks(database, audit, now) },
    { name: 'links nobody fetched', run: (now: Date) => abandonLinks(database, audit, now) },
    { name: 'keys', run: rotate },
  ];
  const stopHousekeeping = startHousekeeping(chores, clock, log);
  const serve =
    (name: 'issuer' | 'certificate' | 'mutual'): Handler =>
    (request, response) => {
      void handlers().then(
        (current) => {
          current[name](request, response);
        },
        (error: unknown) => {
          log.error({ err: error }, 'the keys cannot be read');
          response.writeHead(503, { 'Retry-After': '5' }).end();
        },
      );
    };
  return {
    issuer: serve('issuer'),
    mutual: serve('mutual'),
    certificate: serve('certificate'),
    launchPage: async (request) => (await handlers()).launchPage(request),
    audit,
    keysLoaded: () => handlers().then(() => true),
    close: stopHousekeeping,
  };
}

type Parts = AppDependencies & {
  readonly audit: Audit;
  readonly counters: Metrics;
  readonly judge: JudgeDeps;
  readonly limiter: Limiter;
  /** `null`: not looked up. */
  readonly tppCertificates: Middleware | null;
};

/** Everything that answers requests, for one set of keys; what must be remembered is in the database. */
function assemble(
  { config, database, box, clock, log, audit, counters, judge, limiter, tppCertificates }: Parts,
  keys: ServerKeys,
): Omit<App, 'audit' | 'keysLoaded' | 'close'> {
  const { ticketOf } = keys;
  const provider: Provider = createProvider({
    config,
    database,
    clock,
    log,
    keys,
    box,
    audit,
    limiter,
    ticketOf,
    onReplaced: async (grantIds) => {
      for (const grantId of grantIds) await grants.destroy(grantId);
    },
  });
  const grants = createGrants(provider, clock);
  const deps: FlowDeps = {
    config,
    database,
    clock,
    grants,
    audit,
    limiter,
    ticketOf,
    box,
    attest: sealAttester({ issuer: config.issuer, keys, clock }),
  };
  const { issuer } = config;

  // The provider is itself a Koa app; what is used here runs before its own routes.
  provider.use(requestIds);
  provider.use(observe(counters, log));
  provider.use(securityHeaders);
  provider.use(strictCors);
  provider.use(answerProblems(log));
  provider.use(limitAddress(limiter, /^\/(?:authorize|interaction\/|links(?:\/|$))/));
  if (tppCertificates !== null) provider.use(tppCertificates);
  provider.use(limitTppAddress(limiter, provenCertificate));
  provider.use(recordTokens(provider, audit));
  provider.use(publishMetadata(config));
  provider.use(guardTppEndpoints);
  provider.use(giveGrantId);
  provider.use(documentRoutes(config).routes());
  provider.use(
    resourceRoutes({ provider, database, clock, config, box, audit, resource: resourceOf(issuer) }, log).routes(),
  );
  provider.use(grantRoutes({ provider, database, clock, grants, audit, issuer }, log).routes());
  provider.use(interactionRoutes(provider, deps).routes());
  provider.use(proofRoutes(provider, deps, judge).routes());
  provider.use(sessionRoutes(deps, judge).routes());
  provider.use(linksRoutes({ ...deps, signing: keys.signing }).routes());
  provider.use(authorizeRoute({ provider, database, config, log }));

  const certificates = certificateApp(deps, judge, counters, log);
  for (const app of [provider, certificates])
    app.on('error', (error: Error) => log.warn({ err: error }, 'a connection broke'));

  return {
    issuer: arrivingAt({ origin: issuer, mutualTls: false }, provider.callback()),
    mutual: arrivingAt({ origin: config.mtlsOrigin, mutualTls: true }, provider.callback()),
    certificate: handlerOf(certificates.callback()),
    launchPage: (request) => launchPage({ provider, database, config, log }, request),
  };
}

/** Koa answers its own errors; there is nothing to wait for here. */
const handlerOf =
  (callback: (request: IncomingMessage, response: ServerResponse) => Promise<void>): Handler =>
  (request, response) => {
    void callback(request, response);
  };
