import type { Middleware } from 'koa';

/** What every answer carries. A page that needs more sets its own content security policy. */
export const securityHeaders: Middleware = async (context, next) => {
  context.set({
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  await next();
};
