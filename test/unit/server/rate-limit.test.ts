import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressSubject, room, secondsUntilRoom } from '../../../server/http/rate-limit.ts';

const limits = fc.record({ count: fc.integer({ min: 1, max: 500 }), seconds: fc.integer({ min: 1, max: 3600 }) });
const uses = fc.record({
  before: fc.integer({ min: 0, max: 500 }),
  now: fc.integer({ min: 0, max: 500 }),
  passed: fc.double({ min: 0, max: 0.999, noNaN: true }),
});
type Use = Parameters<typeof room>[1];
type Limit = Parameters<typeof room>[0];
const useOf = (
  { count, seconds }: Limit,
  { before, now, passed }: { before: number; now: number; passed: number },
): Use => ({
  before: Math.min(before, count),
  now: Math.min(now, count),
  elapsed: Math.floor(passed * seconds * 1000),
});

describe('the sliding window', () => {
  it('has all the room in a quiet time, and never more than that', () => {
    expect(room({ count: 10, seconds: 60 }, { before: 0, now: 0, elapsed: 18_000 })).toBe(10);
    fc.assert(
      fc.property(limits, uses, (limit, use) => {
        expect(room(limit, useOf(limit, use))).toBeLessThanOrEqual(limit.count);
      }),
    );
  });

  it('takes less and less of the slot before into account', () => {
    const limit = { count: 10, seconds: 60 };
    expect(room(limit, { before: 10, now: 0, elapsed: 0 })).toBe(0);
    expect(room(limit, { before: 10, now: 0, elapsed: 30_000 })).toBe(5);
    expect(room(limit, { before: 10, now: 0, elapsed: 59_999 })).toBe(9);
  });

  it('has room at the time it names, and not one second earlier', () => {
    fc.assert(
      fc.property(limits, uses, (limit, raw) => {
        const use = useOf(limit, raw);
        fc.pre(room(limit, use) <= use.now);
        const wait = secondsUntilRoom(limit, use);
        expect(isRoom(limit, later(limit, use, wait))).toBe(true);
        if (wait > 1) expect(isRoom(limit, later(limit, use, wait - 1))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  const isRoom = (limit: Limit, use: Use): boolean => room(limit, use) > use.now;
  /** The same counters `seconds` later, if nobody asks meanwhile. */
  function later({ seconds: length }: Limit, use: Use, seconds: number): Use {
    const time = use.elapsed + seconds * 1000;
    const slots = Math.floor(time / (length * 1000));
    const elapsed = time % (length * 1000);
    if (slots === 0) return { ...use, elapsed };
    return slots === 1 ? { before: use.now, now: 0, elapsed } : { before: 0, now: 0, elapsed };
  }
});

describe('an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s counts as %s', (ip, subject) => {
    expect(addressSubject(ip)).toBe(subject);
  });
});
