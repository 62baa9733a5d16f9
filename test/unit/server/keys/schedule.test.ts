import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activeAt,
  missingGeneration,
  outlived,
  standardSchedule,
  type Generation,
} from '../../../../server/keys/schedule.ts';
import { lifetimes } from '../../../../server/authorization/lifetimes.ts';
import { systemClock } from '../../../../server/clock.ts';

const { rotateEvery, publishBefore, keepAfter } = standardSchedule;

/** What a server that looks at these times makes of its keys; `seen` is told after each look. */
function live(times: readonly number[], seen: (keys: readonly Generation[], now: number) => void): void {
  let keys: readonly Generation[] = [];
  for (const now of times) {
    const missing = missingGeneration(keys, now, standardSchedule);
    const gone = outlived(keys, now, standardSchedule);
    if (missing !== null)
      keys = [...keys, { ...missing, purpose: 'cookies', kid: `k${String(missing.generation)}`, createdAt: now }];
    keys = keys.filter((key) => !gone.includes(key));
    seen(keys, now);
  }
}

const day = 86_400_000;
const steps = fc.array(fc.integer({ min: 1, max: 40 * day }), { minLength: 1, maxLength: 60 });
const timesOf = (gaps: readonly number[]): number[] => gaps.map((_, n) => gaps.slice(0, n + 1).reduce((a, b) => a + b));

describe('the schedule of keys', () => {
  it('uses the first key at once, its successor only after it was published long enough', () => {
    live([0, rotateEvery - publishBefore, rotateEvery - 1, rotateEvery], (keys, now) => {
      expect(activeAt(keys, now)?.generation).toBe(now < rotateEvery ? 1 : 2);
      expect(keys).toHaveLength(now < rotateEvery - publishBefore ? 1 : 2);
    });
  });

  it('keeps a key for a while after its last use', () => {
    const last = rotateEvery + keepAfter;
    live([0, rotateEvery - publishBefore, last - 1, last], (keys, now) => {
      if (now >= rotateEvery - publishBefore)
        expect(keys.map(({ generation }) => generation)[0]).toBe(now < last ? 1 : 2);
    });
  });

  it('makes one successor, however often it is forced', () => {
    const first: Generation = { purpose: 'cookies', generation: 1, kid: 'k1', createdAt: 0, activeFrom: 0 };
    const second = missingGeneration([first], 5, standardSchedule, true);
    expect(second).toEqual({ generation: 2, activeFrom: 5 + publishBefore });
    const both = [first, { ...first, ...second, kid: 'k2' }];
    expect(missingGeneration(both, 6, standardSchedule, true)).toBeNull();
  });

  it('always has a key to use that was known long enough, and every key that was in use lately', () => {
    fc.assert(
      fc.property(steps, (gaps) => {
        const used: { readonly kid: string; readonly at: number }[] = [];
        live(timesOf(gaps), (keys, now) => {
          const active = activeAt(keys, now);
          if (active === undefined) throw new Error('there is no key');
          expect(active.generation === 1 || active.createdAt + publishBefore <= now).toBe(true);
          used.push({ kid: active.kid, at: now });
          const lately = used.filter(({ at }) => at > now - keepAfter);
          for (const { kid } of lately) expect(keys.map((key) => key.kid)).toContain(kid);
          expect(keys.length).toBeLessThanOrEqual(3);
        });
      }),
    );
  });

  it('keeps keys longer than anything lives that is made with them', () => {
    const lives = lifetimes(systemClock);
    const seconds = [lives.IdToken, lives.Interaction, lives.Session].map(Number);
    expect(Math.max(...seconds) * 1000).toBeLessThanOrEqual(keepAfter);
    expect(Math.min(...seconds)).toBeGreaterThan(0);
  });
});
