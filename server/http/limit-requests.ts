import type { Context, Middleware } from 'koa';
import { errors } from 'oidc-provider';
import { clientAddress } from './client-address.ts';
import type { RateLimitName } from './rate-limit-config.ts';
import { addressSubject, hold, type Limiter } from './rate-limit.ts';

/** OAuth has no code of its own for this (RFC 6585 §4 has the status). */
class TooManyRequests extends errors.OIDCProviderError {
  constructor() {
    super(429, 'temporarily_unavailable');
    this.error_description = 'too many requests';
  }
}

/** The app's requests, one address at a time. */
export const limitAddress =
  (limiter: Limiter, paths: RegExp): Middleware =>
  async (context, next) => {
    if (paths.test(context.path)) await hold(limiter, 'address', addressSubject(clientAddress(context.req)));
    await next();
  };

/** The two endpoints at which a TPP makes the server work, and the limit of each. */
const tppLimits: ReadonlyMap<string, RateLimitName> = new Map([
  ['/request', 'par'],
  ['/token', 'token'],
]);

/**
 * TPPs' requests before anybody knows whose they are: by address, and by the certificate that TLS has proven. A limit per
 * `client_id` here would let anybody use up somebody else's: that one comes after the client's assertion was checked.
 */
export const limitTppAddress =
  (limiter: Limiter, certificateOf: (context: Context) => string | undefined): Middleware =>
  async (context, next) => {
    const limit = tppLimits.get(context.path);
    if (limit === undefined || context.method !== 'POST') {
      await next();
      return;
    }
    const certificate = certificateOf(context);
    const waits = [
      await limiter.take('tppAddress', addressSubject(clientAddress(context.req))),
      ...(certificate === undefined ? [] : [await limiter.take(limit, `x5t#S256:${certificate}`)]),
    ].flatMap((taken) => (taken.ok ? [] : [taken.retryAfter]));
    if (waits.length === 0) {
      await next();
      return;
    }
    const { message, error_description } = new TooManyRequests();
    context.status = 429;
    context.set('Retry-After', String(Math.max(...waits)));
    context.body = { error: message, error_description };
  };

/** Holds back a TPP that was just authenticated. For the authorization server's hook, which sends the error on. */
export async function limitTpp(limiter: Limiter, context: Context, clientId: string): Promise<void> {
  const limit = tppLimits.get(context.path);
  const taken = limit === undefined ? undefined : await limiter.take(limit, clientId);
  if (taken?.ok !== false) return;
  context.set('Retry-After', String(taken.retryAfter));
  throw new TooManyRequests();
}
