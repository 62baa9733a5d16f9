const japan = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short' });

/** The date in Japan, RFC 3339 full-date. */
export const japanDate = (time: Date): string => japan.format(time);

/** Last day of a link that is made now and lasts `days`. */
export function lastDay(now: Date, days: number): string {
  const date = new Date(`${japanDate(now)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The moment at which a last day is over in Japan. */
export const endOfDay = (date: string): Date => new Date(new Date(`${date}T00:00:00+09:00`).getTime() + 86_400_000);
