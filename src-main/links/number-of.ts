import type { ReceiptClaims } from '../../server/contract/links.ts';
import type { Receipt } from '../contract/receipts.ts';

/** The two are moments on the server's clock, one of them measured here. Milliseconds. */
const near = 5 * 60_000;

/** The number by which this PC kept the same decision; `null`: it was made elsewhere, or its copy is gone. */
export function numberOf(claims: ReceiptClaims, kept: readonly Receipt[]): string | null {
  const decided = Date.parse(claims.decided_at);
  const same = kept.find(
    ({ tpp, endsOn, company, decidedAt }) =>
      tpp.registration === claims.tpp.registration &&
      endsOn === claims.ends_on &&
      company === claims.member.company &&
      Math.abs(Date.parse(decidedAt) - decided) < near,
  );
  return same?.number ?? null;
}
