import { errors, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';

type ResourceIndicators = NonNullable<NonNullable<Configuration['features']>['resourceIndicators']>;

/** Where the resource API is: the resource indicator (RFC 8707) of every access token of a customer. */
export const resourceOf = (issuer: string): string => `${issuer}/resources/v1`;

/** Where the grants API is: the resource indicator of the access tokens that a TPP gets for itself. */
export const grantsOf = (issuer: string): string => `${issuer}/grants`;

/** Grant Management for OAuth 2.0 §6.1. */
export const grantScopes = ['grant_management_query', 'grant_management_revoke'] as const;
export type GrantScope = (typeof grantScopes)[number];

const grantsTokenSeconds = 300;
export const accessTokenSeconds = 600;

const ownBehalf = (context: KoaContextWithOIDC): boolean =>
  context.oidc.params?.['grant_type'] === 'client_credentials';

/** A customer's token opens the resource API, a TPP's own the grants API, and neither opens the other. */
export function resourceIndicators(issuer: string): ResourceIndicators {
  const resource = resourceOf(issuer);
  const grants = grantsOf(issuer);
  return {
    enabled: true,
    defaultResource: (context) => (ownBehalf(context) ? grants : resource),
    useGrantedResource: () => true,
    getResourceServerInfo: (context, indicator) => {
      const own = ownBehalf(context);
      if (indicator !== (own ? grants : resource)) throw new errors.InvalidTarget();
      return own
        ? {
            scope: grantScopes.join(' '),
            audience: grants,
            accessTokenFormat: 'opaque',
            accessTokenTTL: grantsTokenSeconds,
          }
        : { scope: '', audience: resource, accessTokenFormat: 'opaque' };
    },
  };
}
