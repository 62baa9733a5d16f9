import type { CertificateOrder } from '../persona.ts';
import { daysAfter } from '../pki/x509.ts';

type Term = { readonly notBefore: Date; readonly notAfter: Date };

const year = 365;
/** Renewed from here on, so that nobody meets an ending he did not order. */
const freshDays = 31;

/** From when until when a certificate in that state is made to be good. */
export function termOf({ state, endsInDays }: CertificateOrder, now: Date): Term {
  const between = (from: number, to: number): Term => ({
    notBefore: daysAfter(now, from),
    notAfter: daysAfter(now, to),
  });
  switch (state) {
    case 'expired':
      return between(-35 - year, -35);
    case 'not-yet-valid':
      return between(30, 30 + year);
    case 'valid':
      // Half a day more, so that it is that many whole days until the evening.
      if (endsInDays !== undefined) return between(Math.min(-1, endsInDays - year), endsInDays + 0.5);
      return between(-1, year);
    case 'revoked':
    case 'wrong-usage':
    case 'other-issuer':
      return between(-1, year);
    default:
      return state satisfies never;
  }
}

/** A certificate from an earlier run still shows what its order says. */
export function stillFits(order: CertificateOrder, { notBefore, notAfter }: Term, now: Date): boolean {
  switch (order.state) {
    case 'expired':
      return notAfter < now;
    case 'not-yet-valid':
      return notBefore > daysAfter(now, 1);
    default:
      if (notBefore > now) return false;
      if (order.endsInDays === undefined) return notAfter > daysAfter(now, freshDays);
      return notAfter > daysAfter(now, order.endsInDays) && notAfter < daysAfter(now, order.endsInDays + 1);
  }
}
