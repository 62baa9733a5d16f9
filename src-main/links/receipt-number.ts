import { createHash } from 'node:crypto';

// Without 0/O, 1/I/L, U: read over the telephone.
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

const dayInJapan = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short' });

/**
 * 控えの番号, e.g. `20261122-7K2M-94QD`: the day of the decision in Japan, and eight characters that follow from the flow's id. The same
 * decision has the same number wherever it is computed, and nothing of the flow can be read from it.
 */
export function receiptNumber(flow: string, decidedAt: Date): string {
  const digest = createHash('sha256').update(`renkei receipt ${flow}`).digest();
  const part = (from: number): string =>
    Array.from({ length: 4 }, (_, index) => letters.charAt((digest[from + index] ?? 0) % letters.length)).join('');
  return `${dayInJapan.format(decidedAt).replaceAll('-', '')}-${part(0)}-${part(4)}`;
}
