import Router from '@koa/router';
import type { Context } from 'koa';
import type { JudgeDeps } from '../../certificates/judge-certificate.ts';
import type { FlowDeps } from '../../consent/flow-deps.ts';
import { certificateProofRequestSchema } from '../../contract/command.ts';
import { linksCommandRequestSchema, type LinksCommand } from '../../contract/links-session.ts';
import { requireApp } from '../../http/client-version.ts';
import { readJson } from '../../http/read-json.ts';
import { Refusal } from '../../http/refusal.ts';
import { cookieOf, giveCookie, takeCookieBack } from './cookie.ts';
import { moveSession, proveForSession, submitPassword, type LoggedIn } from './log-in.ts';
import { linksSnapshot } from './snapshot.ts';
import { endSession, isOver, standingSession } from './standing.ts';
import { allowedInSession } from './state.ts';
import { findSessionByCookie, openSession, type LinksSession } from './store.ts';

/** The login to the links: as in a flow, without a TPP. The cookie says which session, the header that it is the app. */
export function sessionRoutes(deps: FlowDeps, judge: JudgeDeps): Router {
  const { config, database, clock, ticketOf } = deps;
  const router = new Router();
  const lasts = config.flow.minutes * 60_000;

  router.post('/links/sessions', async (context) => {
    requireApp(context, config.minimumClient);
    const now = clock.now().getTime();
    const opened = await openSession(database, { now, endsAt: now + lasts, ticket: (id) => ticketOf(id, now) });
    giveCookie(context, opened.cookie);
    context.status = 201;
    context.body = await linksSnapshot(deps, opened.session);
  });

  router.get('/links/session', async (context) => {
    context.body = await linksSnapshot(deps, await sessionOf(context));
  });

  router.post('/links/session/certificate-proof', async (context) => {
    const session = await sessionOf(context);
    const { proof } = await readJson(context, certificateProofRequestSchema);
    const moved = await proveForSession(deps, judge, session, proof).catch(explain(context));
    context.body = await linksSnapshot(deps, moved);
  });

  router.post('/links/session/commands', async (context) => {
    const session = await sessionOf(context);
    const { session: named, revision, command } = await readJson(context, linksCommandRequestSchema);
    if (named !== session.id) throw new Refusal('request.not-found');
    if (command.kind === 'close') {
      await endSession(deps, session);
      takeCookieBack(context);
      context.status = 204;
      return;
    }
    const done = await carryOut(session, revision, command).catch(explain(context));
    if (done.refusal !== null) {
      const { code, ...tries } = done.refusal;
      throw new Refusal(code, { ...tries, snapshot: await linksSnapshot(deps, done.session) });
    }
    context.body = await linksSnapshot(deps, done.session);
  });

  function sessionOf(context: Context): Promise<LinksSession> {
    requireApp(context, config.minimumClient);
    return standingSession(deps, cookieOf(context));
  }

  async function carryOut(
    session: LinksSession,
    revision: number,
    command: Exclude<LinksCommand, { kind: 'close' }>,
  ): Promise<LoggedIn> {
    if (revision !== session.revision) throw new Refusal('flow.conflict');
    const extensionsLeft = config.flow.extensions - session.extensionsUsed;
    if (!allowedInSession(session.state, extensionsLeft).includes(command.kind)) throw new Refusal('flow.not-allowed');
    switch (command.kind) {
      case 'submit-password':
        return submitPassword(deps, session, command.sealed);
      case 'extend': {
        const change = {
          state: session.state,
          endsAt: clock.now().getTime() + lasts,
          extensionsUsed: session.extensionsUsed + 1,
        };
        return { session: await moveSession(deps, session, change, null), refusal: null };
      }
      default:
        return command satisfies never;
    }
  }

  /** Adds where the session stands now to a refusal after which it goes on. */
  const explain =
    (context: Context) =>
    async (error: unknown): Promise<never> => {
      if (!(error instanceof Refusal)) throw error;
      const now = await findSessionByCookie(database, cookieOf(context) ?? '');
      if (now === undefined || isOver(now, clock)) throw error;
      throw new Refusal(error.code, { ...error.extras, snapshot: await linksSnapshot(deps, now) });
    };

  return router;
}
