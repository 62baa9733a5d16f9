import { memberAccounts } from '../bank/accounts.ts';
import { serviceRecord } from '../bank/catalogue.ts';
import { unavailability } from '../bank/eligibility.ts';
import { findMember, memberServices } from '../bank/members.ts';
import { filedPin } from '../bank/pin-state.ts';
import type { AccountRecord, MemberRecord, TppRecord } from '../bank/records.ts';
import { findTpp } from '../bank/tpps.ts';
import type { ServerConfig } from '../config.ts';
import { serviceIds, type ServiceId } from '../contract/catalogue.ts';
import { Refusal } from '../http/refusal.ts';
import type { Database } from '../storage/database.ts';
import type { Facts, Offer } from './facts.ts';
import type { Flow } from './flow-store.ts';
import { memberOf } from './state.ts';

/** What the bank knows about one flow at this moment. */
export type Books = {
  readonly tpp: TppRecord;
  /** `null` before the certificate. */
  readonly member: MemberRecord | null;
  readonly accounts: readonly AccountRecord[];
  readonly facts: Facts;
};

/** Reads everything a flow is decided by. Throws when the TPP or the member no longer exists. */
export async function readBooks(database: Database, config: ServerConfig, flow: Flow): Promise<Books> {
  const tpp = await findTpp(database, flow.clientId);
  if (tpp === undefined) throw new Refusal('authorization.unknown-tpp');
  const memberId = memberOf(flow.state);
  if (memberId === null) return { tpp, member: null, accounts: [], facts: facts(config, tpp, flow, [], new Set()) };
  const member = await findMember(database, memberId);
  if (member === undefined) throw new Refusal('login.not-permitted');
  const accounts = await memberAccounts(database, memberId);
  const permitted = await memberServices(database, memberId);
  return { tpp, member, accounts, facts: facts(config, tpp, flow, accounts, permitted) };
}

function facts(
  config: ServerConfig,
  tpp: TppRecord,
  flow: Flow,
  accounts: readonly AccountRecord[],
  permitted: ReadonlySet<ServiceId>,
): Facts {
  const pins = new Map(accounts.map((account) => [account.id, filedPin(account, config.pin.tries)] as const));
  const { accountTypes } = flow.request;
  const asked = new Set(flow.request.services);
  const offers: Offer[] = serviceIds
    // What the TPP is registered for today, not only when it asked.
    .filter((service) => asked.has(service) && tpp.services.includes(service))
    .map((service) => ({
      service,
      kind: serviceRecord(service).kind,
      accounts: accounts.map(({ id, type, closed }) => {
        const candidate = { id, type, closed, pin: pins.get(id) ?? 'none-on-file' };
        const given = { permitted: permitted.has(service), needed: accountTypes?.includes(type) ?? true };
        return { account: id, unavailable: unavailability(service, candidate, given) };
      }),
    }));
  return { fixedServices: tpp.fixedServices, offers, pins, intentVersion: config.intent.version };
}
