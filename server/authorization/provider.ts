import { Provider, errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Configuration } from 'oidc-provider';
import type { Logger } from 'pino';
import { findMember } from '../bank/members.ts';
import { findTpp } from '../bank/tpps.ts';
import { activateLink, endLink } from '../links/links.ts';
import { createAdapter } from './adapter.ts';
import { createClientAdapter } from './clients.ts';
import { detailsType, grantedDetailSchema, readRequested } from './details.ts';
import { secondsUntilEnd } from './grants.ts';
import { interactionUrl, type FlowOpener } from './open-flow.ts';
import { prompts } from './prompts.ts';
import { renderError } from './render-error.ts';
import type { ServerKeys } from './server-keys.ts';

export type ProviderDeps = FlowOpener & {
  readonly keys: ServerKeys;
  readonly log: Logger;
  /** Destroys grants that a newer link has replaced. */
  readonly onReplaced: (grantIds: readonly string[]) => Promise<void>;
};

/** Where the resource API is: the resource indicator (RFC 8707) of every access token. */
export const resourceOf = (issuer: string): string => `${issuer}/resources/v1`;

const algorithms = ['ES256', 'PS256'] as const;
const cookie = { httpOnly: true, secure: true, sameSite: 'lax', signed: true } as const;

/** The OAuth side: FAPI 2.0 security profile with PAR, private_key_jwt, PKCE, DPoP and rich authorization requests. */
export function createProvider(deps: ProviderDeps): Provider {
  const { database, clock, config, keys, log } = deps;
  const resource = resourceOf(config.issuer);

  const requireDetails = async (context: KoaContextWithOIDC, value: string | undefined): Promise<void> => {
    const tpp = await findTpp(database, context.oidc.client?.clientId ?? '');
    const requested = readRequested(value, tpp?.services ?? []);
    if (!requested.ok) throw new errors.InvalidAuthorizationDetails(requested.reason);
  };

  const configuration: Configuration = {
    adapter: (model) => (model === 'Client' ? createClientAdapter(database) : createAdapter(database, clock, model)),
    routes: { authorization: '/authorize' },
    jwks: { keys: [keys.signing] },
    scopes: ['openid', 'offline_access'],
    claims: { openid: ['sub'] },
    responseTypes: ['code'],
    clientAuthMethods: ['private_key_jwt'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    cookies: {
      keys: [...keys.cookies],
      long: cookie,
      short: cookie,
    },
    enabledJWA: {
      clientAuthSigningAlgValues: algorithms,
      dPoPSigningAlgValues: algorithms,
      idTokenSigningAlgValues: ['ES256'],
    },
    findAccount: async (_context, id) =>
      (await findMember(database, id)) === undefined ? undefined : { accountId: id, claims: () => ({ sub: id }) },
    interactions: { policy: prompts(), url: (context, interaction) => interactionUrl(deps, context, interaction) },
    // A grant belongs to one authorization: no earlier one is ever taken up again.
    loadExistingGrant: (context) => {
      const id = context.oidc.result?.consent?.grantId;
      return id === undefined ? Promise.resolve(undefined) : context.oidc.provider.Grant.find(id);
    },
    pkce: { required: () => true },
    // Validators of extra parameters run even when the parameter is missing; the library's own check does not.
    extraParams: { authorization_details: requireDetails },
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    clientBasedCORS: () => false,
    renderError: (context, out, error) => renderError(deps, context, out, error),
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 300,
      // Longer than a flow with all its extensions: the flow's own end rules, and says so properly.
      Interaction: 3600,
      Session: 3600,
      Grant: 86_400,
      RefreshToken: (context) => {
        const detail = grantedDetailSchema.safeParse(context.oidc.entities.Grant?.rar?.[0]);
        return detail.success ? secondsUntilEnd(clock, detail.data.until) : 1;
      },
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      fapi: { enabled: true, profile: '2.0' },
      dPoP: { enabled: true },
      revocation: { enabled: true, allowedPolicy: (_context, client, token) => token.clientId === client.clientId },
      introspection: { enabled: true, allowedPolicy: (_context, client, token) => token.clientId === client.clientId },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, indicator) => {
          if (indicator !== resource) throw new errors.InvalidTarget();
          return { scope: '', audience: resource, accessTokenFormat: 'opaque', accessTokenTTL: 600 };
        },
      },
      richAuthorizationRequests: {
        enabled: true,
        types: { [detailsType]: { validate: (context, detail) => requireDetails(context, JSON.stringify([detail])) } },
        authorizationDetailsForGrantSource: (context) => context.oidc.entities.Grant?.rar,
        // Awaited before the first access token leaves: from here on the link stands and an older one does not.
        authorizationDetailsForAccessToken: async (_context, token, source) => {
          const grantId = 'grantId' in token ? token.grantId : undefined;
          if (grantId !== undefined)
            await deps.onReplaced(await activateLink(database, grantId, clock.now().getTime()));
          return source?.rar;
        },
        authorizationDetailsForIntrospection: (_context, token) => token.rar,
      },
    },
  };

  const provider = new Provider(config.issuer, configuration);
  provider.on('server_error', (_context, error) => {
    log.error({ err: error }, 'the authorization server failed');
  });
  provider.on('grant.revoked', (_context, grantId) => {
    endLink(database, grantId, clock.now().getTime()).catch((error: unknown) => {
      log.error({ err: error, grantId }, 'a revoked grant could not be marked');
    });
  });
  return provider;
}
