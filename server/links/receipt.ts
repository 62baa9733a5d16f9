import { CompactSign, importJWK } from 'jose';
import type { JWK } from 'oidc-provider';
import { z } from 'zod';
import { contractAccounts } from '../bank/accounts.ts';
import type { AccountRecord } from '../bank/records.ts';
import { findMember } from '../bank/members.ts';
import { findTpp } from '../bank/tpps.ts';
import type { Clock } from '../clock.ts';
import type { ServerConfig } from '../config.ts';
import { flowStateSchema } from '../consent/state.ts';
import { wordsSchema, type Permission } from '../contract/catalogue.ts';
import { receiptClaimsSchema, receiptType, type Receipt, type ReceiptClaims } from '../contract/links.ts';
import type { Database } from '../storage/database.ts';
import { accountsOf, permissionsOf, publicTpp, servicesOf, type OwnedLink } from './view.ts';

export type ReceiptDeps = {
  readonly database: Database;
  readonly clock: Clock;
  readonly config: Pick<ServerConfig, 'issuer' | 'bank'>;
  /** Private JWKs, the ones in use first. */
  readonly signing: readonly JWK[];
};

const keySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string(),
});

/** 同意の控え of one decision, signed with the ES256 key that `/jwks` publishes. */
export async function receiptOf(deps: ReceiptDeps, link: OwnedLink): Promise<Receipt> {
  const key = keySchema.parse(deps.signing.find(({ alg }) => alg === 'ES256'));
  const claims = receiptClaimsSchema.parse(await claimsOf(deps, link));
  const receipt = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: receiptType })
    .sign(await importJWK(key, 'ES256'));
  return { receipt };
}

async function claimsOf({ database, clock, config }: ReceiptDeps, link: OwnedLink): Promise<ReceiptClaims> {
  const member = await findMember(database, link.member_id);
  const tpp = await findTpp(database, link.client_id);
  if (member === undefined || tpp === undefined) throw new Error('a link has lost its member or its TPP');
  const decided = await decidedPermissions(database, link);
  const accounts = await contractAccounts(database, member.contractId);
  return {
    iss: config.issuer,
    iat: Math.floor(clock.now().getTime() / 1000),
    link: link.grant_id,
    bank: config.bank.name,
    member: { id: member.id, name: member.name, company: member.company },
    tpp: publicTpp(tpp),
    services: servicesOf(decided),
    accounts: accountsOf(decided, accounts),
    reduced: reducedTo(link, accounts),
    intent: {
      version: link.intent_version,
      text: link.intent_json === null ? null : wordsSchema.parse(JSON.parse(link.intent_json)),
    },
    decided_at: new Date(link.decided_at).toISOString(),
    ends_on: link.ends_on,
  };
}

function reducedTo(link: OwnedLink, accounts: readonly AccountRecord[]): ReceiptClaims['reduced'] {
  if (link.reduced_at === null) return null;
  const left = permissionsOf(link);
  return {
    at: new Date(link.reduced_at).toISOString(),
    services: servicesOf(left),
    accounts: accountsOf(left, accounts),
  };
}

/**
 * The decision as the flow ended with it: its record is kept as long as the link's. A link that was never reduced says the same; of one that
 * was, nothing is signed that is not known.
 */
async function decidedPermissions(database: Database, link: OwnedLink): Promise<readonly Permission[]> {
  const row = await database
    .selectFrom('flows')
    .select('state_json')
    .where('id', '=', link.flow_id)
    .executeTakeFirstOrThrow();
  const state = flowStateSchema.safeParse(JSON.parse(row.state_json));
  if (state.success && state.data.at === 'permitted') return state.data.permissions;
  if (link.reduced_at !== null) throw new Error('the record of what was decided cannot be read');
  return permissionsOf(link);
}
