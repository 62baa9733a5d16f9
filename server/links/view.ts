import type { Selectable } from 'kysely';
import { z } from 'zod';
import { publicAccount } from '../bank/accounts.ts';
import { serviceRecord } from '../bank/catalogue.ts';
import type { AccountRecord, MemberRecord, TppRecord } from '../bank/records.ts';
import { permissionSchema, type Permission } from '../contract/catalogue.ts';
import type { LinkStatus, LinkView } from '../contract/links.ts';
import type { LinkTable } from '../storage/tables.ts';
import { endOfDay, japanDate } from './term.ts';

/** A link with the name of whose it is. */
export type OwnedLink = Selectable<LinkTable> & { readonly member_name: string };

/** What is shown beside the link itself. */
export type Shown = {
  readonly tpp: TppRecord;
  /** Of the whole contract. */
  readonly accounts: readonly AccountRecord[];
  readonly viewer: MemberRecord;
  readonly now: Date;
};

type Ending = Pick<LinkTable, 'status' | 'ends_on'>;

/** What it is today, whether or not the books have been told that its last day is over. */
export function statusOf({ status, ends_on }: Ending, now: Date): LinkStatus {
  return status !== 'ended' && ends_on < japanDate(now) ? 'ended' : status;
}

export const permissionsOf = ({ permissions_json }: Pick<LinkTable, 'permissions_json'>): Permission[] =>
  z.array(permissionSchema).parse(JSON.parse(permissions_json));

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

/** Days after today up to a last day; none when it is over. */
export const daysUntil = (endsOn: string, now: Date): number =>
  Math.max(0, Math.round((Date.parse(endsOn) - Date.parse(japanDate(now))) / 86_400_000));

function endOf(link: Selectable<LinkTable>, now: Date): LinkView['ended'] {
  if (statusOf(link, now) !== 'ended') return null;
  if (link.status !== 'ended') return { reason: 'expired', by: 'server', at: endOfDay(link.ends_on).toISOString() };
  const at = new Date(link.ended_at ?? link.decided_at).toISOString();
  return { reason: link.ended_reason ?? 'unknown', by: link.ended_by, at };
}

export const servicesOf = (permissions: readonly Permission[]): LinkView['services'] =>
  permissions.map(({ service, accounts }) => {
    const { id, kind, label } = serviceRecord(service);
    return { id, kind, label, accounts };
  });

export function accountsOf(permissions: readonly Permission[], accounts: readonly AccountRecord[]) {
  const named = new Set(permissions.flatMap((permission) => permission.accounts));
  return accounts.filter(({ id }) => named.has(id)).map(publicAccount);
}

export const publicTpp = ({ clientId, name, company, registration }: TppRecord) => ({
  clientId,
  name,
  company,
  registration,
});

/** A link as the customer sees it. Pure. */
export function linkView(link: OwnedLink, { tpp, accounts, viewer, now }: Shown): LinkView {
  const permissions = permissionsOf(link);
  const status = statusOf(link, now);
  return {
    id: link.grant_id,
    member: { name: link.member_name, own: link.member_id === viewer.id },
    tpp: { ...publicTpp(tpp), suspended: tpp.suspended },
    services: servicesOf(permissions),
    accounts: accountsOf(permissions, accounts),
    status,
    decidedAt: new Date(link.decided_at).toISOString(),
    startedAt: iso(link.started_at),
    endsOn: link.ends_on,
    daysLeft: status === 'ended' ? 0 : daysUntil(link.ends_on, now),
    lastUsedAt: iso(link.last_used_at),
    reducedAt: iso(link.reduced_at),
    ended: endOf(link, now),
    allowed: allowedOn(status, permissions),
  };
}

/** Of a single account in a single 業務 nothing can be taken away but the whole. */
function allowedOn(status: LinkStatus, permissions: readonly Permission[]): LinkView['allowed'] {
  if (status === 'ended') return [];
  const places = permissions.reduce((sum, { accounts }) => sum + accounts.length, 0);
  return places > 1 ? ['revoke', 'reduce'] : ['revoke'];
}
