import type { Middleware } from 'koa';

/** Public metadata: any page may read it. Everything else answers no page of another origin. */
const readable = new Set(['/jwks', '/openapi.json']);
const isReadable = (path: string): boolean => readable.has(path) || /^\/(?:schemas|\.well-known)\//.test(path);

/** Decides alone about CORS: whatever a route below answers is taken back. Refused by leaving the headers out (Fetch §3.2). */
export const strictCors: Middleware = async (context, next) => {
  try {
    await next();
  } finally {
    for (const name of Object.keys(context.response.headers)) {
      if (name.toLowerCase().startsWith('access-control-')) context.remove(name);
    }
    if (isReadable(context.path) && (context.method === 'GET' || context.method === 'HEAD')) {
      context.set('access-control-allow-origin', '*');
      context.set('cross-origin-resource-policy', 'cross-origin');
    }
  }
};
