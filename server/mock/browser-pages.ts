import type { RequestListener } from 'node:http';
import Router from '@koa/router';
import Koa from 'koa';
import type { Logger } from 'pino';
import type { App } from '../app.ts';
import { handoverLink, handoverPage, handoverStyle } from './handover.ts';
import { readForm } from './read-form.ts';
import { sameOrigin } from './tpp/protection.ts';

/** Passes a deep link to the running app; `false` when there is none. */
export type OnHandover = (link: string) => boolean;

export type BrowserPagesOptions = {
  readonly origin: string;
  readonly launchPage: App['launchPage'];
  readonly onHandover: OnHandover | undefined;
  readonly log: Logger;
};

const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

const pageHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/**
 * In mock mode an ordinary browser meets the server here, on plain http over loopback, so that no warning about a test
 * certificate appears: the launch page, and the form that hands a link to an app whose scheme is not registered.
 */
export function browserPages({ origin, launchPage, onHandover, log }: BrowserPagesOptions): RequestListener {
  const app = new Koa();
  const router = new Router();

  router.get('/authorize', async (ctx) => {
    const page = await launchPage({
      clientId: single(ctx.query['client_id']),
      requestUri: single(ctx.query['request_uri']),
      ...(onHandover ? { handover: '/handover' } : {}),
    });
    ctx.status = page.status;
    ctx.set(page.headers);
    ctx.body = page.body;
  });
  router.get('/handover.css', (ctx) => {
    ctx.type = 'css';
    ctx.body = handoverStyle;
  });
  if (onHandover) {
    router.post('/handover', async (ctx) => {
      const form = await readForm(ctx.req);
      const link = form && handoverLink(form);
      const outcome = link === null ? 'invalid' : onHandover(link) ? 'passed' : 'failed';
      ctx.status = { invalid: 400, passed: 200, failed: 503 }[outcome];
      ctx.set(pageHeaders);
      ctx.type = 'html';
      ctx.body = handoverPage(outcome);
    });
  }

  app.on('error', (error: Error) => {
    log.error({ err: error }, 'a page for the browser failed');
  });
  app.use(sameOrigin(origin));
  app.use(router.routes());
  app.use(router.allowedMethods());
  const handle = app.callback();
  return (request, response) => {
    void handle(request, response);
  };
}
