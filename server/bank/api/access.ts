import { createHash } from 'node:crypto';
import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import { rememberOnce } from '../../authorization/adapter.ts';
import { grantedDetailSchema } from '../../authorization/details.ts';
import type { Clock } from '../../clock.ts';
import type { Permission, ServiceId } from '../../contract/catalogue.ts';
import { findLink } from '../../links/links.ts';
import { japanDate } from '../../links/term.ts';
import type { Database } from '../../storage/database.ts';
import { memberAccounts } from '../accounts.ts';
import type { AccountRecord } from '../records.ts';
import { findTpp } from '../tpps.ts';
import { checkProof, proofWindow } from './dpop.ts';
import { AccessRefusal } from './refusal.ts';

export type ApiDeps = {
  readonly provider: Provider;
  readonly database: Database;
  readonly clock: Clock;
  readonly issuer: string;
  /** The resource indicator every access token must name. */
  readonly resource: string;
};

/** What a caller may do, decided for this one request. */
export type Access = {
  /** Accounts that appear in any permission, as far as the member may still use them. */
  readonly accounts: readonly AccountRecord[];
  /** The account, or a refusal that does not tell whether it exists. */
  readonly account: (service: ServiceId, accountId: string | undefined) => AccountRecord;
};

/** Who calls, and what the customer allowed him: access token, DPoP proof, link, end date, books. */
export async function authorize(deps: ApiDeps, context: Context): Promise<Access> {
  const { provider, database, clock } = deps;
  const value = /^DPoP ([\w.~+/-]+=*)$/i.exec(context.get('authorization'))?.[1];
  const proof = context.get('dpop');
  if (value === undefined || proof === '') throw new AccessRefusal('token.missing');
  const token = await provider.AccessToken.find(value);
  if (token?.jkt === undefined || token.clientId === undefined || token.aud !== deps.resource)
    throw new AccessRefusal('token.invalid');

  const url = new URL(context.path, deps.issuer).href;
  const jti = await checkProof(
    proof,
    { method: context.method, url, accessToken: value, thumbprint: token.jkt },
    clock,
  );
  const proofId = createHash('sha256').update(`${token.clientId}/${jti}`).digest('base64url');
  if (!(await rememberOnce(database, clock, { id: `resource/${proofId}`, seconds: 2 * proofWindow })))
    throw new AccessRefusal('token.proof-invalid', 'used before');

  const link = await findLink(database, token.grantId);
  const tpp = await findTpp(database, token.clientId);
  const stands = link?.status === 'active' && link.endsOn >= japanDate(clock.now());
  if (!stands || link.clientId !== token.clientId || tpp === undefined || tpp.suspended)
    throw new AccessRefusal('access.ended');

  const detail = grantedDetailSchema.safeParse(token.rar?.[0]);
  const permissions = detail.success ? common(link.permissions, detail.data.permissions) : [];
  const usable = (await memberAccounts(database, link.memberId)).filter((account) => !account.closed);
  return access(permissions, usable);
}

/** The link is the standing word; a token can only say less. */
function common(standing: readonly Permission[], inToken: readonly Permission[]): Permission[] {
  return standing.map(({ service, accounts }) => {
    const said = new Set(inToken.find((permission) => permission.service === service)?.accounts);
    return { service, accounts: accounts.filter((account) => said.has(account)) };
  });
}

function access(permissions: readonly Permission[], usable: readonly AccountRecord[]): Access {
  const named = new Set(permissions.flatMap((permission) => permission.accounts));
  return {
    accounts: usable.filter((account) => named.has(account.id)),
    account: (service, accountId) => {
      const allowed = permissions.find((permission) => permission.service === service)?.accounts ?? [];
      const account = usable.find((candidate) => candidate.id === accountId && allowed.includes(candidate.id));
      if (account === undefined) throw new AccessRefusal('access.not-granted');
      return account;
    },
  };
}
