import type { Context, Middleware } from 'koa';
import type { KoaContextWithOIDC } from 'oidc-provider';

/** The library's part of the context is there only when one of its routes was taken. */
const atTokenEndpoint = (context: object): context is KoaContextWithOIDC =>
  'oidc' in context &&
  typeof context.oidc === 'object' &&
  context.oidc !== null &&
  'route' in context.oidc &&
  context.oidc.route === 'token';

/** `grant_id` in a token response (Grant Management for OAuth 2.0 §5.2): what the TPP names the grant by. */
export const giveGrantId: Middleware = async (context: Context, next) => {
  await next();
  if (!atTokenEndpoint(context) || context.status !== 200) return;
  const grantId = context.oidc.entities.Grant?.jti;
  const body: unknown = context.body;
  if (grantId !== undefined && typeof body === 'object' && body !== null) context.body = { ...body, grant_id: grantId };
};
