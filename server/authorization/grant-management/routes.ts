import Router from '@koa/router';
import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import type { Logger } from 'pino';
import type { Audit } from '../../audit/audit.ts';
import { answerAccessRefusals } from '../../bank/api/answer-refusals.ts';
import { boundToken } from '../../bank/api/caller.ts';
import { AccessRefusal } from '../../bank/api/refusal.ts';
import { resourceMetadataUrl } from '../../bank/api/resource-metadata.ts';
import { findTpp } from '../../bank/tpps.ts';
import type { Clock } from '../../clock.ts';
import type { Grants } from '../../consent/flow-deps.ts';
import { endLink, findLink, type Link } from '../../links/links.ts';
import { isStanding } from '../../links/standing.ts';
import type { Database } from '../../storage/database.ts';
import { grantedDetail } from '../details.ts';
import { grantsOf, type GrantScope } from '../resources.ts';
import type { GrantView } from './contract.ts';

export type GrantManagementDeps = {
  readonly provider: Provider;
  readonly database: Database;
  readonly clock: Clock;
  readonly grants: Grants;
  readonly audit: Audit;
  readonly issuer: string;
};

/**
 * The grants API: Grant Management for OAuth 2.0 §6, query and revoke. A TPP calls it on its own behalf, with an access token of
 * the client credentials grant that is bound to it like every other one. Creating and changing a grant takes the customer.
 */
export function grantRoutes(deps: GrantManagementDeps, log: Logger): Router {
  const { provider, database, clock, grants, audit, issuer } = deps;
  const router = new Router();
  router.use('/grants', answerAccessRefusals(log, resourceMetadataUrl(issuer)));

  router.get('/grants/:grant', async (context) => {
    const link = await ownGrant(deps, context, context.params['grant'], 'grant_management_query');
    const grant = await provider.Grant.find(link.grantId);
    if (grant === undefined) throw new AccessRefusal('grant.not-found');
    const scope = grant.getOIDCScope();
    context.body = {
      scopes: scope === '' ? [] : [{ scope }],
      claims: [],
      authorization_details: [grantedDetail(link.permissions, link.endsOn)],
    } satisfies GrantView;
  });

  router.delete('/grants/:grant', async (context) => {
    const { grantId, clientId } = await ownGrant(deps, context, context.params['grant'], 'grant_management_revoke');
    // The link first: from here on nothing is answered, whatever tokens are still lying about.
    await endLink(database, grantId, clock.now().getTime(), { reason: 'revoked', by: 'tpp' });
    await grants.destroy(grantId);
    await audit.record({
      kind: 'link.revoked',
      actor: `tpp:${clientId}`,
      subject: `link:${grantId}`,
      data: { tpp: clientId, reason: 'at the grants endpoint' },
    });
    context.status = 204;
  });

  router.all('/grants{/*rest}', (context) => {
    if (!/^\/grants\/[^/]+$/.test(context.path)) throw new AccessRefusal('request.not-found');
    context.set('allow', 'GET, HEAD, DELETE');
    throw new AccessRefusal('request.method-not-allowed');
  });
  return router;
}

/** The grant in the address, if it stands and is the caller's (§6.2: 401, 403, 404). */
async function ownGrant(
  deps: GrantManagementDeps,
  context: Context,
  grantId: string | undefined,
  scope: GrantScope,
): Promise<Link> {
  const { provider, database, clock, issuer } = deps;
  const token = await boundToken(deps, context, grantsOf(issuer), (value) => provider.ClientCredentials.find(value));
  const tpp = await findTpp(database, token.clientId);
  if (tpp === undefined || tpp.suspended) throw new AccessRefusal('token.invalid');
  if (!token.scopes.has(scope)) throw new AccessRefusal('access.scope-missing', scope);
  const link = await findLink(database, grantId ?? '');
  if (link === undefined || !isStanding(link, clock.now())) throw new AccessRefusal('grant.not-found');
  if (link.clientId !== token.clientId) throw new AccessRefusal('grant.not-yours');
  return link;
}
