import type { ServiceHours } from './settings.ts';

/** Japan has no summer time. */
const ahead = 9 * 3_600_000;

/** Whether the service is open at that moment; without hours it always is. */
export function isOpen(hours: ServiceHours | null, now: Date): boolean {
  if (hours === null) return true;
  const japan = new Date(now.getTime() + ahead);
  const date = japan.toISOString().slice(0, 10);
  const time = japan.toISOString().slice(11, 16);
  if (hours.closedOn.includes(date)) return false;
  return hours.open.some(({ days, from, to }) => days.includes(japan.getUTCDay()) && from <= time && time < to);
}
