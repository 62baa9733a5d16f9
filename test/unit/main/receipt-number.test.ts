import { describe, expect, it } from 'vitest';
import { receiptNumber } from '../../../src-main/links/receipt-number.ts';

const flow = 'flow-0123456789abcdef';

describe('the number of a receipt', () => {
  it('names the day in Japan', () => {
    expect(receiptNumber(flow, new Date('2026-11-22T14:59:59Z'))).toMatch(/^20261122-/);
    expect(receiptNumber(flow, new Date('2026-11-22T15:00:00Z'))).toMatch(/^20261123-/);
  });

  it('is the same for the same decision and another for another', () => {
    const at = new Date('2026-11-22T10:00:00Z');
    expect(receiptNumber(flow, at)).toBe(receiptNumber(flow, at));
    const numbers = new Set(Array.from({ length: 2000 }, (_, index) => receiptNumber(`${flow}-${String(index)}`, at)));
    expect(numbers.size).toBe(2000);
  });

  it('can be read over the telephone', () => {
    const at = new Date('2026-11-22T10:00:00Z');
    for (let index = 0; index < 200; index += 1) {
      expect(receiptNumber(String(index), at)).toMatch(/^\d{8}-[2-9A-HJ-KMNP-TV-Z]{4}-[2-9A-HJ-KMNP-TV-Z]{4}$/);
    }
  });
});
