import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import type { Audit } from '../../audit/audit.ts';
import { grantedDetailSchema } from '../../authorization/details.ts';
import type { Clock } from '../../clock.ts';
import type { ServerConfig } from '../../config.ts';
import type { Permission, ServiceId } from '../../contract/catalogue.ts';
import type { SecretBox } from '../../keys/secret-box.ts';
import { noteUse } from '../../links/last-use.ts';
import { standingLink } from '../../links/standing.ts';
import type { Database } from '../../storage/database.ts';
import { memberAccounts } from '../accounts.ts';
import { memberServices } from '../members.ts';
import { unavailability } from '../eligibility.ts';
import { filedPin } from '../pin-state.ts';
import type { AccountRecord } from '../records.ts';
import { findTpp } from '../tpps.ts';
import { boundToken } from './caller.ts';
import { AccessRefusal } from './refusal.ts';

export type ApiDeps = {
  readonly provider: Provider;
  readonly database: Database;
  readonly clock: Clock;
  readonly config: ServerConfig;
  readonly box: SecretBox;
  readonly audit: Audit;
  /** The resource indicator every access token must name. */
  readonly resource: string;
};

/** What a caller may do, decided for this one request. */
export type Access = {
  readonly clientId: string;
  readonly memberId: string;
  readonly grantId: string;
  /** Accounts that appear in any permission, as far as the member may still use them. */
  readonly accounts: readonly AccountRecord[];
  /** The account, or why not. Whether an account exists that was not granted is not told. */
  readonly account: (service: ServiceId, accountId: string | undefined) => AccountRecord;
};

/** Who calls, and what the customer allowed him: access token, its binding, link, end date, books. */
export async function authorize(deps: ApiDeps, context: Context): Promise<Access> {
  const { provider, database, clock, config } = deps;
  const token = await boundToken(deps, context, deps.resource, (value) => provider.AccessToken.find(value));
  const { clientId, grantId } = token;
  const link = await standingLink(database, grantId, clientId, clock.now());
  const tpp = await findTpp(database, clientId);
  if (link === undefined || tpp === undefined || tpp.suspended) throw new AccessRefusal('access.ended');

  await noteUse(database, link, clock.now().getTime());
  const detail = grantedDetailSchema.safeParse(token.rar?.[0]);
  const { memberId } = link;
  const services = await memberServices(database, memberId);
  const accounts = await memberAccounts(database, memberId);
  const possible = (service: ServiceId, account: AccountRecord): boolean =>
    tpp.services.includes(service) &&
    unavailability(
      service,
      { ...account, pin: filedPin(account, config.pin.tries) },
      // Which kinds were asked for was settled when it was granted.
      { permitted: services.has(service), needed: true },
    ) === null;
  return {
    clientId,
    memberId,
    grantId,
    ...reach(detail.success ? common(link.permissions, detail.data.permissions) : [], accounts, possible),
  };
}

/** The link is the standing word; a token can only say less. */
export function common(standing: readonly Permission[], inToken: readonly Permission[]): Permission[] {
  return standing.map(({ service, accounts }) => {
    const said = new Set(inToken.find((permission) => permission.service === service)?.accounts);
    return { service, accounts: accounts.filter((account) => said.has(account)) };
  });
}

/** Permissions against what the books allow at this moment. */
export function reach(
  permissions: readonly Permission[],
  accounts: readonly AccountRecord[],
  possible: (service: ServiceId, account: AccountRecord) => boolean,
): Pick<Access, 'accounts' | 'account'> {
  const grantedFor = (service: ServiceId): readonly string[] =>
    permissions.find((permission) => permission.service === service)?.accounts ?? [];
  return {
    accounts: accounts.filter((account) =>
      permissions.some(({ service }) => grantedFor(service).includes(account.id) && possible(service, account)),
    ),
    account: (service, accountId) => {
      const granted = grantedFor(service);
      if (granted.length === 0) throw new AccessRefusal('access.service-not-granted');
      if (accountId === undefined || !granted.includes(accountId))
        throw new AccessRefusal('access.account-not-granted');
      const account = accounts.find(({ id }) => id === accountId);
      if (account === undefined || !possible(service, account)) throw new AccessRefusal('access.no-longer-possible');
      return account;
    },
  };
}
