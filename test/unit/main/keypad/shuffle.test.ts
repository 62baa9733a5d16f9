import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { KeypadPurpose } from '../../../../src-main/contract/calls.ts';
import { layoutFor } from '../../../../src-main/keypad/layout.ts';
import { shuffled } from '../../../../src-main/keypad/pad.ts';
import { shuffle } from '../../../../src-main/keypad/shuffle.ts';

const openings = 100_000;
const digits = Array.from('0123456789');

/**
 * Chi-square of how often each item stood at each place. The rows and columns of such a table have fixed sums, so that
 * (n − 1) / n of the usual sum has (n − 1)² degrees of freedom.
 */
class PlaceTable {
  readonly #items: readonly string[];
  readonly #counts: Uint32Array;
  #orders = 0;

  constructor(items: readonly string[]) {
    this.#items = items;
    this.#counts = new Uint32Array(items.length ** 2);
  }

  add(order: readonly string[]): void {
    this.#orders += 1;
    order.forEach((item, place) => {
      const cell = this.#items.indexOf(item) * this.#items.length + place;
      this.#counts[cell] = (this.#counts[cell] ?? 0) + 1;
    });
  }

  /** How many standard deviations the sum lies from a uniform one's (Wilson and Hilferty 1931). */
  deviation(): number {
    const n = this.#items.length;
    const expected = this.#orders / n;
    const sum = this.#counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
    const degrees = (n - 1) ** 2;
    const width = 2 / (9 * degrees);
    return (Math.cbrt((sum * (n - 1)) / n / degrees) - (1 - width)) / Math.sqrt(width);
  }
}

/** Passed by one honest run in 300,000. */
const limit = 4.5;

describe('the order of the keys over 100,000 openings', () => {
  it.each<KeypadPurpose>(['inquiry-pin', 'login-password'])(
    'is uniform in each block: %s',
    (purpose) => {
      const tables = layoutFor(purpose).map(({ characters }) => new PlaceTable(characters));
      for (let opening = 0; opening < openings; opening += 1) {
        shuffled(purpose).forEach(({ characters }, block) => tables[block]?.add(characters));
      }
      for (const table of tables) expect(Math.abs(table.deviation())).toBeLessThan(limit);
    },
    60_000,
  );

  it('is told from a shuffle that is slightly wrong', () => {
    const table = new PlaceTable(digits);
    // The usual mistake: every place is swapped with any other, which makes some orders likelier.
    const naive = (items: readonly string[]): string[] => {
      const result = [...items];
      for (let place = 0; place < result.length; place += 1) {
        const other = randomInt(result.length);
        [result[place], result[other]] = [result[other] ?? '', result[place] ?? ''];
      }
      return result;
    };
    for (let opening = 0; opening < openings; opening += 1) table.add(naive(digits));
    expect(table.deviation()).toBeGreaterThan(limit);
  });

  it('uses nothing but its source of randomness', () => {
    expect(shuffle(digits, (below) => below - 1)).toEqual(digits);
    expect(() => shuffle(digits, (below) => below)).toThrow(RangeError);
  });
});
