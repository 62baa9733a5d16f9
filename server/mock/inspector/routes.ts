import { readFileSync } from 'node:fs';
import type { RequestListener, ServerResponse } from 'node:http';
import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import { z } from 'zod';
import { sameOrigin } from '../tpp/protection.ts';
import { querySchema, type Query } from './contract.ts';
import { toHar } from './har.ts';
import type { Inspector } from './inspector.ts';
import { detailPage } from './pages/detail-page.ts';
import { listPage } from './pages/list-page.ts';
import { liveScript } from './pages/live-script.ts';
import { bugReport, type ReportFacts } from './report.ts';

export type InspectorRoutesOptions = {
  readonly inspector: Inspector;
  /** Its own origin, plain http on loopback: the only `Host` and the only `Origin` that is served. */
  readonly origin: string;
  readonly facts: () => ReportFacts;
};

const style = readFileSync(new URL('./pages/inspector.css', import.meta.url), 'utf8');

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const mostFollowers = 20;

/** A form sends the fields that were left empty, too. */
const given = (query: Context['query']): Record<string, string | string[] | undefined> =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));

/** `null`: it has been answered with what is wrong. */
function queryOf(ctx: Context): Query | null {
  const parsed = querySchema.safeParse(given(ctx.query));
  if (parsed.success) return parsed.data;
  ctx.status = 400;
  ctx.type = 'application/problem+json';
  ctx.body = JSON.stringify({
    type: 'about:blank',
    title: 'The query cannot be read',
    status: 400,
    detail: z.prettifyError(parsed.error),
  });
  return null;
}

const show = (ctx: Context, page: string, status = 200): void => {
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = page;
};

/**
 * The inspector over HTTP: `/inspector` (page), `/inspector/entries` and `/inspector/entries/{id}` (JSON), `/inspector/events`
 * (server-sent events), `/inspector/export.har`, `/inspector/report.md`, `POST /inspector/clear`. Everything but the page's own
 * paths goes to `next`. Loopback only, because its listener is.
 */
export function inspectorRoutes(
  { inspector, origin, facts }: InspectorRoutesOptions,
  next: RequestListener,
): RequestListener {
  const app = new Koa();
  const router = new Router();
  const followers = new Set<ServerResponse>();

  router.get('/inspector', (ctx) => {
    const query = queryOf(ctx);
    if (query !== null) show(ctx, listPage(inspector.query(query), query));
  });
  router.get('/inspector/entries', (ctx) => {
    const query = queryOf(ctx);
    if (query !== null) ctx.body = inspector.query(query);
  });
  router.get('/inspector/entries/:id', (ctx) => {
    const entry = inspector.find(Number(ctx.params['id']));
    if (entry === null) ctx.status = 404;
    else if (ctx.accepts('json', 'html') === 'html') show(ctx, detailPage(entry));
    else ctx.body = entry;
  });
  router.get('/inspector/export.har', (ctx) => {
    const query = queryOf(ctx);
    if (query === null) return;
    ctx.attachment('renkei.har');
    ctx.type = 'application/json';
    ctx.body = toHar(inspector.query({ limit: 1000, ...query }).entries, facts().versions['Renkei'] ?? '');
  });
  router.get('/inspector/report.md', (ctx) => {
    const query = queryOf(ctx);
    if (query === null) return;
    ctx.attachment('renkei-report.md');
    ctx.type = 'text/markdown';
    ctx.body = bugReport(inspector.query(query).entries, facts());
  });
  router.get('/inspector/events', (ctx) => {
    if (followers.size >= mostFollowers) {
      ctx.status = 503;
      return;
    }
    ctx.respond = false;
    const { res } = ctx;
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    res.write(': open\n\n');
    followers.add(res);
    const leave = inspector.follow(({ id, flow }) => {
      res.write(`id: ${String(id)}\nevent: entry\ndata: ${JSON.stringify({ id, flow })}\n\n`);
    });
    res.once('close', () => {
      leave();
      followers.delete(res);
    });
  });
  router.post('/inspector/clear', (ctx) => {
    inspector.clear();
    ctx.status = 303;
    ctx.redirect('/inspector');
  });
  router.get('/inspector/inspector.css', (ctx) => {
    ctx.type = 'css';
    ctx.body = style;
  });
  router.get('/inspector/inspector.js', (ctx) => {
    ctx.type = 'js';
    ctx.body = liveScript;
  });

  app.use(async (ctx, then) => {
    ctx.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    });
    await then();
  });
  app.use(sameOrigin(origin));
  app.use(router.routes());
  app.use(router.allowedMethods());
  const handle = app.callback();
  return (request, response) => {
    if (/^\/inspector(?:[/?]|$)/.test(request.url ?? '')) void handle(request, response);
    else next(request, response);
  };
}
