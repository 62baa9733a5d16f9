import type { Middleware } from 'koa';

/** No script at all; a form may lead to the bank's authorization page, since posting it answers with that redirect. */
export function securityHeaders(authorizationPage: string): Middleware {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    'img-src data:',
    `form-action 'self' ${authorizationPage}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return async (ctx, next) => {
    ctx.set('Content-Security-Policy', policy);
    ctx.set('X-Content-Type-Options', 'nosniff');
    // Not "no-referrer": a browser would then send `Origin: null` with the page's own forms.
    ctx.set('Referrer-Policy', 'same-origin');
    ctx.set('Cache-Control', 'no-store');
    await next();
  };
}

/** Refuses a form that another site posts here, and a name other than this one (DNS rebinding). */
export function sameOrigin(origin: string): Middleware {
  const { host } = new URL(origin);
  return async (ctx, next) => {
    const site = ctx.get('Sec-Fetch-Site');
    const foreign = ctx.get('Origin') !== origin || (site !== '' && site !== 'same-origin');
    if (ctx.host !== host || (ctx.method !== 'GET' && ctx.method !== 'HEAD' && foreign)) {
      ctx.status = 403;
      ctx.body = 'forbidden';
      return;
    }
    await next();
  };
}
