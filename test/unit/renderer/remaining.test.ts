import { describe, expect, it } from 'vitest';
import { clockText, isLow, remainingAt, untilNextSecond } from '../../../src-renderer/stores/remaining.ts';

describe('the remaining time', () => {
  it('counts from when it was told and stops at nothing', () => {
    expect(remainingAt(900, 1000, 1000)).toBe(900);
    expect(remainingAt(900, 1000, 1001)).toBe(900);
    expect(remainingAt(900, 1000, 2000)).toBe(899);
    expect(remainingAt(3, 0, 60_000)).toBe(0);
  });

  it('wakes up when the shown second changes', () => {
    expect(untilNextSecond(10, 0, 0)).toBe(1000);
    expect(untilNextSecond(10, 0, 250)).toBe(750);
    expect(untilNextSecond(10.5, 0, 0)).toBe(500);
    expect(untilNextSecond(1, 0, 5000)).toBe(1000);
  });

  it('is low in the last two minutes and reads like a clock', () => {
    expect([121, 120].map(isLow)).toEqual([false, true]);
    expect([872, 59, 0, 3600].map(clockText)).toEqual(['14:32', '00:59', '00:00', '60:00']);
  });
});
