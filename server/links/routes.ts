import Router from '@koa/router';
import type { Context } from 'koa';
import type { JWK } from 'oidc-provider';
import type { MemberRecord } from '../bank/records.ts';
import type { FlowDeps } from '../consent/flow-deps.ts';
import { linkIdSchema, linksQuerySchema, reductionRequestSchema, type LinkView } from '../contract/links.ts';
import { requireApp } from '../http/client-version.ts';
import { readJson } from '../http/read-json.ts';
import { Refusal } from '../http/refusal.ts';
import { receiptOf } from './receipt.ts';
import { reduceLink } from './reduce.ts';
import { revokeLink } from './revoke.ts';
import { cookieOf } from './session/cookie.ts';
import { loggedIn } from './session/standing.ts';
import type { OwnedLink } from './view.ts';
import { listLinks, shown, visibleLink } from './visible.ts';

export type LinksDeps = FlowDeps & { readonly signing: readonly JWK[] };

type Asked = { readonly viewer: MemberRecord; readonly link: OwnedLink };

/** The customer's and the 管理者's view of their links. Each request needs an open links session. */
export function linksRoutes(deps: LinksDeps): Router {
  const { database, clock, config } = deps;
  const router = new Router();

  router.get('/links', async (context) => {
    const viewer = await viewerOf(context);
    const query = linksQuerySchema.safeParse(context.query);
    if (!query.success) throw new Refusal('request.invalid', { detail: 'the query does not have the agreed shape' });
    context.body = await listLinks(deps, viewer, query.data, clock.now());
  });

  router.get('/links/:link', async (context) => {
    const { viewer, link } = await asked(context);
    context.body = await viewOf(viewer, link.grant_id);
  });

  router.post('/links/:link/revocation', async (context) => {
    const { viewer, link } = await asked(context);
    await revokeLink(deps, viewer, link);
    context.body = await viewOf(viewer, link.grant_id);
  });

  router.post('/links/:link/reduction', async (context) => {
    const { viewer, link } = await asked(context);
    const { permissions } = await readJson(context, reductionRequestSchema);
    await reduceLink(deps, viewer, link, permissions);
    context.body = await viewOf(viewer, link.grant_id);
  });

  router.get('/links/:link/receipt', async (context) => {
    const { link } = await asked(context);
    context.body = await receiptOf(deps, link);
  });

  function viewerOf(context: Context): Promise<MemberRecord> {
    requireApp(context, config.minimumClient);
    return loggedIn(deps, cookieOf(context));
  }

  async function asked(context: Context & { readonly params: Readonly<Record<string, string>> }): Promise<Asked> {
    const viewer = await viewerOf(context);
    const id = linkIdSchema.safeParse(context.params['link']);
    if (!id.success) throw new Refusal('request.not-found');
    return { viewer, link: await visibleLink(database, viewer, id.data) };
  }

  async function viewOf(viewer: MemberRecord, id: string): Promise<LinkView> {
    const [view] = await shown(database, viewer, [await visibleLink(database, viewer, id)], clock.now());
    if (view === undefined) throw new Refusal('request.not-found');
    return view;
  }

  return router;
}
