import type { Middleware } from 'koa';
import type { ServerConfig } from '../config.ts';

/** TPPs send browsers to the page for browsers, which may live elsewhere than the endpoint that the app uses. */
export function publishAuthorizationPage({ authorizationPage }: Pick<ServerConfig, 'authorizationPage'>): Middleware {
  return async (context, next) => {
    await next();
    if (context.path !== '/.well-known/openid-configuration' || context.status !== 200) return;
    const metadata: unknown = context.body;
    if (typeof metadata === 'object' && metadata !== null) {
      context.body = { ...metadata, authorization_endpoint: authorizationPage };
    }
  };
}
