import type { IdentityView } from '../contract/views.ts';

const day = 86_400_000;

/** Whole days until the end; below 0 once it is past. */
export function daysLeft(notAfter: Date, now: Date): number {
  return Math.floor((notAfter.getTime() - now.getTime()) / day);
}

/**
 * How near the end is. 30 days before it the bank renews; both reminders are counted back from the very moment
 * of the end, and the last second is still good (RFC 5280 §4.1.2.5).
 */
export function endingOf(notAfter: Date, now: Date): IdentityView['ending'] {
  const left = notAfter.getTime() - now.getTime();
  if (left < 0) return 'ended';
  if (left <= 10 * day) return 'in-10-days';
  return left <= 30 * day ? 'in-30-days' : null;
}
