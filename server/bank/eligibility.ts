import type { Account, ServiceId } from '../contract/catalogue.ts';
import type { ServiceOffer } from '../contract/snapshot.ts';
import type { FiledPin } from './pin-state.ts';

export type Unavailable = NonNullable<ServiceOffer['accounts'][number]['unavailable']>;

/** 定期 has a balance and nothing else: no statement, no transfers. */
const forTimeDeposits: Readonly<Record<ServiceId, boolean>> = {
  balance: true,
  transactions: false,
  'incoming-transfers': false,
  activity: false,
  'bulk-transfer': false,
  payroll: false,
  'direct-debit': false,
  'tax-payment': false,
};

export type Candidate = Pick<Account, 'id' | 'type'> & { readonly closed: boolean; readonly pin: FiledPin };

/** `permitted`: the customer may use the 業務. `needed`: the TPP uses accounts of this kind. */
type Given = { readonly permitted: boolean; readonly needed: boolean };

/** Why a 業務 cannot be allowed on an account, or `null` when it can. The first reason that nobody can change comes first. */
export function unavailability(
  service: ServiceId,
  account: Candidate,
  { permitted, needed }: Given,
): Unavailable | null {
  if (account.closed) return 'closed';
  if (account.type === 'time' && !forTimeDeposits[service]) return 'time-deposit';
  if (!needed) return 'type-not-needed';
  if (!permitted) return 'no-permission';
  if (account.pin === 'locked') return 'pin-locked';
  return null;
}
