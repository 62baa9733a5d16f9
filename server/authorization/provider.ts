import { Provider, type Configuration } from 'oidc-provider';
import type { Logger } from 'pino';
import { findMember } from '../bank/members.ts';
import { signedTime } from '../clock.ts';
import { limitTpp } from '../http/limit-requests.ts';
import type { Limiter } from '../http/rate-limit.ts';
import type { ServerKeys } from '../keys/server-keys.ts';
import { endLink } from '../links/links.ts';
import { createAdapter } from './adapter.ts';
import { signatureAlgorithms } from './algorithms.ts';
import { createClientAdapter } from './clients.ts';
import { checkClientAssertion, checkRequestObject, clockTolerance } from './jwt-rules.ts';
import { lifetimes } from './lifetimes.ts';
import { mutualTls } from './mutual-tls.ts';
import { interactionUrl, type FlowOpener } from './open-flow.ts';
import { prompts } from './prompts.ts';
import { renderError } from './render-error.ts';
import { resourceIndicators } from './resources.ts';
import { requireDetails, richRequests, type RichRequestDeps } from './rich-requests.ts';
import { mayIntrospect, mayRevoke } from './token-policy.ts';

export type ProviderDeps = FlowOpener &
  RichRequestDeps & { readonly keys: ServerKeys; readonly log: Logger; readonly limiter: Limiter };

const cookie = { httpOnly: true, secure: true, sameSite: 'lax', signed: true } as const;

/** The OAuth side: FAPI 2.0 security profile, with rich authorization requests. What it lacks is in the files beside this one. */
export function createProvider(deps: ProviderDeps): Provider {
  const { database, clock, config, keys, log, limiter } = deps;
  const { issuer } = config;
  const signing = [...keys.signing];
  const ownAlgorithms = signatureAlgorithms.filter((algorithm) => signing.some((key) => key.alg === algorithm));

  const configuration: Configuration = {
    adapter: (model) =>
      model === 'Client' ? createClientAdapter(database, config) : createAdapter(database, clock, model),
    routes: { authorization: '/authorize' },
    jwks: { keys: signing },
    scopes: ['openid', 'offline_access'],
    // How the customer logged in (RFC 8176) goes into the ID token.
    claims: { openid: ['sub', 'amr'] },
    responseTypes: ['code'],
    clientAuthMethods: ['private_key_jwt', 'tls_client_auth'],
    clientDefaults: { id_token_signed_response_alg: 'ES256', authorization_signed_response_alg: 'ES256' },
    clockTolerance,
    assertJwtClientAuthClaimsAndHeader: async (context, claims, _header, client) => {
      checkClientAssertion(claims, issuer, signedTime.now());
      await limitTpp(limiter, context, client.clientId);
    },
    cookies: {
      keys: [...keys.cookies],
      long: cookie,
      short: cookie,
    },
    enabledJWA: {
      clientAuthSigningAlgValues: signatureAlgorithms,
      dPoPSigningAlgValues: signatureAlgorithms,
      requestObjectSigningAlgValues: signatureAlgorithms,
      idTokenSigningAlgValues: ownAlgorithms,
      authorizationSigningAlgValues: ownAlgorithms,
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
    // RFC 6749 §4.1.3 and FAPI 2.0 Security Profile 5.3.2.2-6: said in full, each time.
    allowOmittingSingleRegisteredRedirectUri: false,
    // Validators of extra parameters run even when the parameter is missing; the library's own check does not.
    extraParams: { authorization_details: requireDetails(deps) },
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: config.refreshTokens !== 'keep',
    expiresWithSession: () => false,
    clientBasedCORS: () => false,
    renderError: (context, out, error) => renderError(deps, context, out, error),
    ttl: lifetimes(clock),
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      clientCredentials: { enabled: true },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      requestObjects: {
        enabled: true,
        assertJwtClaimsAndHeader: (_context, claims, header) =>
          checkRequestObject(claims, header, issuer, signedTime.now()),
      },
      jwtResponseModes: { enabled: true },
      fapi: { enabled: true, profile: '2.0' },
      dPoP: { enabled: true, nonceSecret: keys.dpopNonce, requireNonce: () => false },
      mTLS: mutualTls,
      revocation: { enabled: true, allowedPolicy: mayRevoke },
      introspection: { enabled: true, allowedPolicy: mayIntrospect(deps) },
      resourceIndicators: resourceIndicators(issuer),
      richAuthorizationRequests: richRequests(deps),
    },
  };

  const provider = new Provider(issuer, configuration);
  provider.on('server_error', (_context, error) => {
    log.error({ err: error }, 'the authorization server failed');
  });
  provider.on('grant.revoked', (context, grantId) => {
    // At any other endpoint it was not the TPP's wish: something was used twice.
    const by = context.oidc.route === 'revocation' ? 'tpp' : 'server';
    endLink(database, grantId, clock.now().getTime(), { reason: 'revoked', by }).catch((error: unknown) => {
      log.error({ err: error, grantId }, 'a revoked grant could not be marked');
    });
  });
  return provider;
}
