import { describe, expect, it } from 'vitest';
import { endOfDay, japanDate, lastDay } from '../../../server/links/term.ts';

describe('how long a link lasts', () => {
  it('counts days in Japan', () => {
    expect(japanDate(new Date('2026-07-07T14:59:59Z'))).toBe('2026-07-07');
    expect(japanDate(new Date('2026-07-07T15:00:00Z'))).toBe('2026-07-08');
    expect(lastDay(new Date('2026-07-07T15:00:00Z'), 90)).toBe('2026-10-06');
    expect(lastDay(new Date('2028-02-28T16:00:00Z'), 1)).toBe('2028-03-01');
    expect(endOfDay('2026-10-06').toISOString()).toBe('2026-10-06T15:00:00.000Z');
  });
});
