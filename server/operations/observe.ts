import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';
import { currentRequestId } from '../http/request-id.ts';
import { routeOf } from '../http/route-of.ts';
import type { Metrics } from './metrics.ts';

const refusalOf = ({ body, status }: Context): string | null => {
  if (status < 400 || typeof body !== 'object' || body === null) return null;
  if ('code' in body && typeof body.code === 'string') return body.code;
  return 'error' in body && typeof body.error === 'string' ? body.error : null;
};

/** Counts and times every request and writes one line about it: no path, no query, no header, no body. */
export const observe =
  (metrics: Metrics, log: Logger): Middleware =>
  async (context, next) => {
    const begun = performance.now();
    const request = currentRequestId();
    metrics.requestStarted();
    context.res.once('close', () => {
      metrics.requestEnded();
      const seconds = (performance.now() - begun) / 1000;
      const { method, status } = context;
      const route = routeOf(context);
      metrics.observeRequest({ method, route, status, seconds, refusal: refusalOf(context) });
      const cut = context.res.writableFinished ? {} : { cut: true };
      log.info({ request, method, route, status, ms: Math.round(seconds * 1000), ...cut }, 'request');
    });
    await next();
  };
