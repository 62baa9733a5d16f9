import { randomInt } from 'node:crypto';

/** A uniformly random order (Fisher–Yates; `randomInt` draws from the CSPRNG without modulo bias). */
export function shuffle<T>(items: readonly T[], below: (limit: number) => number = randomInt): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const chosen = below(last + 1);
    const [a, b] = [result[last], result[chosen]];
    if (a === undefined || b === undefined) throw new RangeError('the source of randomness left its range');
    result[last] = b;
    result[chosen] = a;
  }
  return result;
}
