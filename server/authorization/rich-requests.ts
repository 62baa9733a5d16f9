import { errors, type KoaContextWithOIDC, type RichAuthorizationRequestsActiveConfiguration } from 'oidc-provider';
import type { Audit } from '../audit/audit.ts';
import { accountsOfTypes } from '../bank/accounts.ts';
import { findTpp } from '../bank/tpps.ts';
import type { Clock } from '../clock.ts';
import { activateLink, findLink } from '../links/links.ts';
import { recordStart } from '../links/recorded.ts';
import type { Database } from '../storage/database.ts';
import { detailsType, grantedDetailSchema, limitedTo, narrowed, readRequested, type GrantedDetail } from './details.ts';

export type RichRequestDeps = {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: Audit;
  /** Destroys grants that a newer link has replaced. */
  readonly onReplaced: (grantIds: readonly string[]) => Promise<void>;
};

/** Refuses everything but one detail of our type, for 業務 the TPP is registered for (RFC 9396 §5). */
export const requireDetails =
  ({ database }: Pick<RichRequestDeps, 'database'>) =>
  async (context: KoaContextWithOIDC, value: unknown): Promise<void> => {
    if (context.oidc.params?.['grant_type'] === 'client_credentials')
      throw new errors.InvalidAuthorizationDetails('only a customer can grant them');
    const tpp = await findTpp(database, context.oidc.client?.clientId ?? '');
    const requested = readRequested(value, tpp?.services ?? []);
    if (!requested.ok) throw new errors.InvalidAuthorizationDetails(requested.reason);
  };

/** Rich authorization requests (RFC 9396): what is issued is what the customer chose, or less where the TPP asks for less. */
export function richRequests(deps: RichRequestDeps) {
  const { database, clock } = deps;
  const require = requireDetails(deps);
  return {
    enabled: true,
    types: { [detailsType]: { validate: (context, detail) => require(context, JSON.stringify([detail])) } },
    authorizationDetailsForGrantSource: (context) => context.oidc.entities.Grant?.rar,
    // Awaited before the first access token leaves: from here on the link stands and an older one does not.
    authorizationDetailsForAccessToken: async (context, token, source) => {
      const grantId = 'grantId' in token ? token.grantId : undefined;
      if (grantId !== undefined) {
        const now = clock.now().getTime();
        await deps.onReplaced(await activateLink(database, grantId, now, recordStart(deps.audit)));
      }
      const granted = await stillGranted(grantId, source?.rar);
      if (granted?.length === 0) throw new errors.InvalidGrant('nothing of it is allowed any more');
      const asked = context.oidc.params?.['authorization_details'];
      return asked === undefined ? granted : [await lessOf(context, granted?.[0], asked)];
    },
    authorizationDetailsForIntrospection: (_context, token) =>
      stillGranted('grantId' in token ? token.grantId : undefined, token.rar),
  } satisfies RichAuthorizationRequestsActiveConfiguration;

  /** The customer may have taken something out of his link since: what is said about it never says more than the link. */
  async function stillGranted<T>(
    grantId: string | undefined,
    rar: T[] | undefined,
  ): Promise<T[] | GrantedDetail[] | undefined> {
    const detail = grantedDetailSchema.safeParse(rar?.[0]);
    if (grantId === undefined || !detail.success) return rar;
    const link = await findLink(database, grantId);
    const left = link === undefined || link.status === 'ended' ? undefined : limitedTo(detail.data, link.permissions);
    return left === undefined ? [] : [left];
  }

  /** RFC 9396 §6: a token request may ask for a part of what was granted. It gets no more than that, and never more than granted. */
  async function lessOf(context: KoaContextWithOIDC, granted: unknown, asked: unknown) {
    const tpp = await findTpp(database, context.oidc.client?.clientId ?? '');
    const requested = readRequested(asked, tpp?.services ?? []);
    if (!requested.ok) throw new errors.InvalidAuthorizationDetails(requested.reason);
    const { services, accountTypes } = requested;
    const detail = grantedDetailSchema.parse(granted);
    const accounts = new Set(detail.permissions.flatMap((permission) => permission.accounts));
    const wanted = accountTypes === undefined ? accounts : await accountsOfTypes(database, [...accounts], accountTypes);
    const less = narrowed(detail, services, wanted);
    if (less === undefined) throw new errors.InvalidAuthorizationDetails('none of this was granted');
    return less;
  }
}
