import type { Snapshot } from '../../server/contract/snapshot.ts';
import type { NumberedReceipt } from '../contract/receipts.ts';
import type { Profile } from '../policy/profile.ts';
import { receiptNumber } from './receipt-number.ts';

/**
 * The receipt of a permission that was given on this snapshot's screen; `null` when it does not show the 意思確認. `decidedAt` is a
 * moment on the server's clock.
 */
export function receiptOf(
  { bank }: Pick<Profile, 'bank'>,
  { flow, step, tpp }: Snapshot,
  decidedAt: Date,
): NumberedReceipt | null {
  if (step.kind !== 'consent') return null;
  const accounts = new Map(step.accounts.map(({ id, branch, type, last3 }) => [id, { branch, type, last3 }]));
  return {
    number: receiptNumber(flow, decidedAt),
    bank: bank.name,
    tpp: { name: tpp.name, company: tpp.company, registration: tpp.registration },
    company: step.company,
    services: step.services.map(({ kind, label, accounts: ids }) => ({
      kind,
      label,
      accounts: ids.flatMap((id) => accounts.get(id) ?? []),
    })),
    endsOn: step.endsOn,
    decidedAt: decidedAt.toISOString(),
    intentVersion: step.intent.version,
    outcome: 'permitted',
  };
}
