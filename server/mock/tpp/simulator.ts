import type { RequestListener } from 'node:http';
import { readFileSync } from 'node:fs';
import Router from '@koa/router';
import Koa from 'koa';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { Inspector } from '../inspector/inspector.ts';
import { redirect } from './answer.ts';
import type { FaultParts } from './commit-fault.ts';
import { notFoundPage } from './pages/failure-page.ts';
import { sameOrigin, securityHeaders } from './protection.ts';
import type { RegisteredTpp } from './registered.ts';
import { Sessions, type Outcome } from './sessions.ts';
import { TppSite } from './site.ts';

const style = readFileSync(new URL('./pages/style.css', import.meta.url), 'utf8');

export type SimulatorOptions = {
  /** Its own origin, plain http on loopback. */
  readonly origin: string;
  /** Origin of the page the browser is sent to (needed by the content security policy of a form that redirects). */
  readonly authorizationPage: string;
  readonly clock: Clock;
  readonly inspector: Pick<Inspector, 'maskedUrl'>;
  readonly log: Logger;
};

export type Simulator = {
  readonly handle: RequestListener;
  /** These have a site from now on. The same parts keep their site; changed ones of a TPP take over its browsers' sessions. */
  show(tpps: readonly FaultParts[]): void;
};

/** The pretend TPPs' web sites: real OAuth clients of the server under test. */
export function buildSimulator({ origin, authorizationPage, clock, inspector, log }: SimulatorOptions): Simulator {
  let sites: readonly TppSite[] = [];
  let routes = routesOf(sites);
  const onOutcome = (tpp: string, code: string): void => {
    log.warn({ tpp, code }, 'the TPP could not go on');
  };
  const siteOf = (parts: FaultParts): TppSite => {
    const before = sites.find(({ clientId }) => clientId === parts.tpp.clientId);
    if (before?.parts === parts) return before;
    const others = (): readonly RegisteredTpp[] =>
      sites.map((site) => site.parts.tpp).filter(({ clientId }) => clientId !== parts.tpp.clientId);
    const sessions = before?.sessions ?? new Sessions();
    return new TppSite({ parts, others, sessions, origin, clock, inspector, onOutcome });
  };

  const app = new Koa();
  app.on('error', (error: Error) => {
    log.error({ err: error }, 'the TPP simulator failed');
  });
  app.use(securityHeaders(authorizationPage));
  app.use(sameOrigin(origin));
  app.use(async (ctx: Parameters<Routes>[0], next) => {
    await routes(ctx, next);
  });
  app.use((ctx) => {
    const [first] = sites;
    ctx.status = 404;
    ctx.type = 'html';
    if (first !== undefined) ctx.body = notFoundPage(first.parts.tpp);
  });
  const handle = app.callback();
  return {
    handle: (request, response) => {
      void handle(request, response);
    },
    show: (tpps) => {
      sites = tpps.map(siteOf);
      routes = routesOf(sites);
    },
  };
}

type Routes = ReturnType<Router['routes']>;

function routesOf(sites: readonly TppSite[]): Routes {
  const router = new Router();
  for (const site of sites) site.mount(router);
  const [first] = sites;
  // Nobody's start page is here: a browser that only knows the simulator's address is led to one.
  if (first !== undefined && !sites.some(({ parts }) => parts.tpp.path === '/'))
    router.get('/', (ctx) => {
      redirect(ctx, first.parts.tpp.path);
    });
  router.get('/style.css', (ctx) => {
    ctx.type = 'css';
    ctx.body = style;
  });
  // `?tpp=` asks one of them; otherwise the one that something was last tried at.
  router.get('/result.json', (ctx) => {
    const wanted = ctx.query['tpp'];
    const asked = sites.filter(({ clientId }) => wanted === undefined || wanted === clientId);
    const [latest] = asked
      .flatMap((site) => {
        const last = site.find(ctx)?.last;
        return last ? [{ clientId: site.clientId, ...last }] : [];
      })
      .sort((one, other) => other.order - one.order);
    ctx.body = latest === undefined ? { ok: false, kind: 'none' } : summary(latest.clientId, latest.outcome);
  });
  return router.routes();
}

/** For a tour or a test that wants to know how it ended. */
function summary(tpp: string, outcome: Outcome): Record<string, unknown> {
  switch (outcome.kind) {
    case 'connected': {
      const { accounts, services, until } = outcome.connected;
      return {
        ok: true,
        tpp,
        accounts: accounts.length,
        balances: accounts.filter((account) => account.balance !== null).length,
        transactions: accounts.reduce((sum, account) => sum + (account.entries?.length ?? 0), 0),
        services,
        until,
      };
    }
    case 'failed':
      return { ok: false, tpp, ...outcome.failure };
    case 'ended':
      return { ok: false, tpp, kind: 'ended', why: outcome.why, code: outcome.code };
    case 'fault':
      return { ok: false, tpp, ...outcome };
  }
}
