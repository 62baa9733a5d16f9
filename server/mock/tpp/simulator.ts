import type { RequestListener } from 'node:http';
import { readFileSync } from 'node:fs';
import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import type { Logger } from 'pino';
import { readConnected } from './connected.ts';
import type { OauthClient } from './oauth-client.ts';
import { connectedPage } from './pages/connected-page.ts';
import { failurePage, failureWords, notFoundPage } from './pages/failure-page.ts';
import { startPage } from './pages/start-page.ts';
import { sameOrigin, securityHeaders } from './protection.ts';
import { callbackPath, type RegisteredTpp } from './registered.ts';
import { returnFailure, type ReturnFailure } from './return-failure.ts';
import { remember, Sessions, take, type BrowserSession, type Outcome } from './sessions.ts';

const cookieName = 'tpp-session';
const style = readFileSync(new URL('./pages/style.css', import.meta.url), 'utf8');

export type SimulatorOptions = {
  /** Its own origin, plain http on loopback. */
  readonly origin: string;
  /** Origin of the page the browser is sent to (needed by the content security policy of a form that redirects). */
  readonly authorizationPage: string;
  readonly tpps: readonly { readonly tpp: RegisteredTpp; readonly client: OauthClient }[];
  readonly log: Logger;
};

type Party = SimulatorOptions['tpps'][number];

/** The pretend TPPs' web sites: real OAuth clients of the server under test. */
export function buildSimulator({ origin, authorizationPage, tpps, log }: SimulatorOptions): RequestListener {
  const sessions = new Sessions();
  const first = tpps[0];
  if (first === undefined) throw new Error('the simulator needs at least one TPP');
  const app = new Koa();
  const router = new Router();

  const sessionOf = (ctx: Context): BrowserSession | null => sessions.find(ctx.cookies.get(cookieName));
  const openSession = (ctx: Context): BrowserSession => {
    const found = sessionOf(ctx);
    if (found !== null) return found;
    const session = sessions.create();
    ctx.cookies.set(cookieName, session.id, { httpOnly: true, sameSite: 'lax' });
    return session;
  };
  const show = (ctx: Context, page: string, status = 200): void => {
    ctx.status = status;
    ctx.type = 'html';
    ctx.body = page;
  };
  const fail = (ctx: Context, { tpp }: Party, failure: ReturnFailure, session: BrowserSession | null): void => {
    log.warn({ tpp: tpp.clientId, code: failureWords(failure).code }, 'the TPP could not connect');
    if (session !== null) settle(session, { kind: 'failed', clientId: tpp.clientId, failure });
    show(ctx, failurePage(tpp, failure), failure.kind === 'refused' ? 200 : 400);
  };
  const settle = (session: BrowserSession, outcome: Outcome): void => {
    session.outcomes.set(outcome.clientId, outcome);
    session.last = outcome;
  };

  for (const party of tpps) {
    const { tpp, client } = party;
    router.get(tpp.path, (ctx) => {
      const connected = sessionOf(ctx)?.outcomes.get(tpp.clientId)?.kind === 'connected';
      const others = tpps.map((each) => each.tpp).filter((each) => each !== tpp);
      show(ctx, startPage(tpp, others, connected));
    });

    router.post(`/connect/${tpp.clientId}`, async (ctx) => {
      const session = openSession(ctx);
      try {
        const { pending, url } = await client.start();
        remember(session, pending);
        ctx.status = 303;
        ctx.redirect(url.href);
      } catch (error) {
        fail(ctx, party, returnFailure(error), session);
      }
    });

    router.get(callbackPath(tpp), async (ctx) => {
      const session = sessionOf(ctx);
      const callback = new URL(ctx.url, origin);
      const pending = session && take(session, callback.searchParams.get('state'), tpp.clientId);
      if (!session || !pending) {
        fail(ctx, party, { kind: 'bad-state' }, null);
        return;
      }
      try {
        const connected = await readConnected(client, await client.finish(callback, pending));
        settle(session, { kind: 'connected', clientId: tpp.clientId, connected });
        ctx.status = 303;
        ctx.redirect(`/connected/${tpp.clientId}`);
      } catch (error) {
        fail(ctx, party, returnFailure(error), session);
      }
    });

    router.get(`/connected/${tpp.clientId}`, (ctx) => {
      const outcome = sessionOf(ctx)?.outcomes.get(tpp.clientId);
      if (outcome?.kind === 'connected') show(ctx, connectedPage(tpp, outcome.connected));
      else ctx.redirect(tpp.path);
    });

    router.post(`/refresh/${tpp.clientId}`, async (ctx) => {
      const session = sessionOf(ctx);
      const outcome = session?.outcomes.get(tpp.clientId);
      if (!session || outcome?.kind !== 'connected') {
        ctx.status = 303;
        ctx.redirect(tpp.path);
        return;
      }
      try {
        const tokens = await client.refresh(outcome.connected.tokens);
        const connected = await readConnected(client, tokens);
        settle(session, { kind: 'connected', clientId: tpp.clientId, connected });
        ctx.status = 303;
        ctx.redirect(`/connected/${tpp.clientId}`);
      } catch (error) {
        fail(ctx, party, returnFailure(error), session);
      }
    });
  }

  router.get('/style.css', (ctx) => {
    ctx.type = 'css';
    ctx.body = style;
  });
  router.get('/result.json', (ctx) => {
    const last = sessionOf(ctx)?.last ?? null;
    ctx.body = last === null ? { ok: false, kind: 'none' } : summary(last);
  });

  app.on('error', (error: Error) => {
    log.error({ err: error }, 'the TPP simulator failed');
  });
  app.use(securityHeaders(authorizationPage));
  app.use(sameOrigin(origin));
  app.use(router.routes());
  app.use((ctx) => {
    show(ctx, notFoundPage(first.tpp), 404);
  });
  const handle = app.callback();
  return (request, response) => {
    void handle(request, response);
  };
}

/** For a tour or a test that wants to know how it ended. */
function summary(outcome: Outcome): Record<string, unknown> {
  switch (outcome.kind) {
    case 'connected': {
      const { accounts, services, until } = outcome.connected;
      return {
        ok: true,
        tpp: outcome.clientId,
        accounts: accounts.length,
        balances: accounts.filter((account) => account.balance !== null).length,
        transactions: accounts.reduce((sum, account) => sum + (account.entries?.length ?? 0), 0),
        services,
        until,
      };
    }
    case 'failed':
      return { ok: false, tpp: outcome.clientId, ...outcome.failure };
  }
}
