import type { Context, Middleware } from 'koa';
import type { ServerConfig } from '../config.ts';
import { grantsOf } from './resources.ts';

const documents = new Set(['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']);

/** What TPPs call themselves, and may call with a certificate (RFC 8705 §5). */
const mutualTlsEndpoints = [
  'token_endpoint',
  'pushed_authorization_request_endpoint',
  'introspection_endpoint',
  'revocation_endpoint',
  'grant_management_endpoint',
] as const;

type Origins = Pick<ServerConfig, 'issuer' | 'mtlsOrigin' | 'authorizationPage'>;

/** The library's metadata with every address at our own origin, and with what it knows nothing of (RFC 8414). */
export function serverMetadata(
  metadata: Readonly<Record<string, unknown>>,
  { issuer, mtlsOrigin, authorizationPage }: Origins,
): Record<string, unknown> {
  const at = (origin: string, url: string): string => `${origin}${new URL(url).pathname}`;
  const addresses = Object.entries(metadata).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && (name.endsWith('_endpoint') || name === 'jwks_uri') ? [[name, at(issuer, value)]] : [],
  );
  const all: Record<string, unknown> = {
    ...metadata,
    ...Object.fromEntries(addresses),
    authorization_endpoint: authorizationPage,
    // The app takes the answer from a redirect: neither a form nor a fragment would reach the TPP.
    response_modes_supported: ['query', 'jwt', 'query.jwt'],
    // Grant Management for OAuth 2.0 §7.1: by the grants API only, not as a parameter of an authorization request.
    grant_management_endpoint: grantsOf(issuer),
    grant_management_actions_supported: ['query', 'revoke'],
    grant_management_action_required: false,
    service_documentation: `${issuer}/openapi.json`,
  };
  const aliases = mutualTlsEndpoints.flatMap((name) => {
    const value = all[name];
    return typeof value === 'string' ? [[name, at(mtlsOrigin, value)]] : [];
  });
  return { ...all, mtls_endpoint_aliases: Object.fromEntries(aliases) };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Completes both metadata documents. */
export function publishMetadata(origins: Origins): Middleware {
  return async (context: Context, next) => {
    await next();
    if (!documents.has(context.path) || context.status !== 200 || !isRecord(context.body)) return;
    context.body = serverMetadata(context.body, origins);
  };
}
