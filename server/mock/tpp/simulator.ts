import type { RequestListener } from 'node:http';
import { readFileSync } from 'node:fs';
import Router from '@koa/router';
import Koa from 'koa';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { Inspector } from '../inspector/inspector.ts';
import type { FaultParts } from './commit-fault.ts';
import { notFoundPage } from './pages/failure-page.ts';
import { sameOrigin, securityHeaders } from './protection.ts';
import type { Outcome } from './sessions.ts';
import { TppSite } from './site.ts';

const style = readFileSync(new URL('./pages/style.css', import.meta.url), 'utf8');

export type SimulatorOptions = {
  /** Its own origin, plain http on loopback. */
  readonly origin: string;
  /** Origin of the page the browser is sent to (needed by the content security policy of a form that redirects). */
  readonly authorizationPage: string;
  readonly tpps: readonly FaultParts[];
  readonly clock: Clock;
  readonly inspector: Pick<Inspector, 'maskedUrl'>;
  readonly log: Logger;
};

/** The pretend TPPs' web sites: real OAuth clients of the server under test. */
export function buildSimulator({
  origin,
  authorizationPage,
  tpps,
  clock,
  inspector,
  log,
}: SimulatorOptions): RequestListener {
  const [first] = tpps;
  if (first === undefined) throw new Error('the simulator needs at least one TPP');
  const app = new Koa();
  const router = new Router();
  const sites = tpps.map(
    (parts) =>
      new TppSite({
        parts,
        others: tpps.map(({ tpp }) => tpp).filter((tpp) => tpp !== parts.tpp),
        origin,
        clock,
        inspector,
        onOutcome: (tpp, code) => {
          log.warn({ tpp, code }, 'the TPP could not go on');
        },
      }),
  );
  for (const site of sites) site.mount(router);

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

  app.on('error', (error: Error) => {
    log.error({ err: error }, 'the TPP simulator failed');
  });
  app.use(securityHeaders(authorizationPage));
  app.use(sameOrigin(origin));
  app.use(router.routes());
  app.use((ctx) => {
    ctx.status = 404;
    ctx.type = 'html';
    ctx.body = notFoundPage(first.tpp);
  });
  const handle = app.callback();
  return (request, response) => {
    void handle(request, response);
  };
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
