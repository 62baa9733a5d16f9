import { decodeJwt } from 'jose';
import type { Context, Middleware } from 'koa';
import { signedTime } from '../clock.ts';
import { arrivalOf } from '../http/arrival.ts';
import { Refusal } from '../http/refusal.ts';
import { comesFromTheFuture } from './jwt-rules.ts';

/** The library's addresses for TPPs. All take POST alone. */
const endpoints = new Set(['/request', '/token', '/token/introspection', '/token/revocation']);

/** What else a TPP finds at the mutual-TLS origin. Never a page, an interaction or anything of the app. */
const mutualTlsPaths = /^\/(?:resources|grants)\/|^\/\.well-known\/|^\/jwks$/;

const largestBody = 56 * 1024;

const refuse = (context: Context, status: number, error: string, description: string): void => {
  context.status = status;
  context.body = { error, error_description: description };
};

/** `null` for something that is no JWT at all: the library says what is wrong with it. */
function claimsOf(proof: string): Readonly<Record<string, unknown>> | null {
  try {
    return decodeJwt(proof);
  } catch {
    return null;
  }
}

/** What the library does not check about requests of TPPs. */
export const guardTppEndpoints: Middleware = async (context, next) => {
  const { path } = context;
  if (arrivalOf(context.req).mutualTls && !endpoints.has(path) && !mutualTlsPaths.test(path))
    throw new Refusal('request.not-found');
  if (!endpoints.has(path) || isAcceptable(context)) await next();
};

/** Otherwise it has been answered. */
function isAcceptable(context: Context): boolean {
  // RFC 9126 §2.3, for both.
  if (context.method !== 'POST' && context.method !== 'OPTIONS') {
    context.set('allow', 'POST');
    refuse(context, 405, 'invalid_request', 'only POST');
    return false;
  }
  if (context.request.length > largestBody) {
    refuse(context, 413, 'invalid_request', 'the request is too large');
    return false;
  }
  const proof = context.get('dpop');
  const claims = proof === '' ? null : claimsOf(proof);
  // FAPI 2.0 Security Profile 5.3.2.1-13; the library takes five minutes either way.
  if (claims !== null && comesFromTheFuture(claims, signedTime.now())) {
    refuse(context, 400, 'invalid_dpop_proof', 'DPoP proof iat is too far in the future');
    return false;
  }
  return true;
}
