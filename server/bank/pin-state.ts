import type { AccountRecord } from './records.ts';

/** What the bank's books say about an account's 照会用暗証番号, regardless of the running flow. */
export type FiledPin = 'registered' | 'unregistered' | 'locked' | 'none-on-file';

/** A registration stands even when the counter says locked: the lock only stops further tries. */
export function filedPin(
  account: Pick<AccountRecord, 'pinHash' | 'pinRegisteredAt' | 'pinFailures'>,
  tries: number,
): FiledPin {
  if (account.pinRegisteredAt !== null) return 'registered';
  if (account.pinHash === null) return 'none-on-file';
  return account.pinFailures >= tries ? 'locked' : 'unregistered';
}
