import { japanDate } from '../../links/term.ts';
import type { ApiLimits } from './limits.ts';
import { AccessRefusal } from './refusal.ts';

/** Both ends included; RFC 3339 full-dates, Japan time. */
export type DateRange = { readonly from: string; readonly to: string };

type Asked = { readonly from?: string | undefined; readonly to?: string | undefined };

function daysBefore(date: string, days: number): string {
  const time = new Date(`${date}T00:00:00Z`);
  time.setUTCDate(time.getUTCDate() - days);
  return time.toISOString().slice(0, 10);
}

/**
 * 照会期間. Without `to` it ends today, without `from` it is as long as one request may be. What cannot be answered in full is
 * refused, never cut short without a word.
 */
export function dateRange({ from, to }: Asked, limits: ApiLimits, now: Date): DateRange {
  const today = japanDate(now);
  const earliest = daysBefore(today, limits.historyDays);
  const end = to ?? today;
  if (end > today) throw new AccessRefusal('range.in-the-future', `to must not be after ${today}`);
  const usual = daysBefore(end, limits.rangeDays - 1);
  const start = from ?? (usual < earliest ? earliest : usual);
  if (start > end) throw new AccessRefusal('range.reversed', 'from must not be after to');
  if (start < earliest) throw new AccessRefusal('range.too-early', `from must not be before ${earliest}`);
  if (start < usual) throw new AccessRefusal('range.too-long', `at most ${limits.rangeDays} days at once`);
  return { from: start, to: end };
}
