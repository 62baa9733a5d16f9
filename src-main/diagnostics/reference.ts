import { randomInt } from 'node:crypto';

// Without 0/O, 1/I/L, U: read over the telephone.
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A number for the customer to tell and for the log to carry, e.g. `7K2M-94QD`. */
export function newReference(): string {
  const part = (): string => Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length))).join('');
  return `${part()}-${part()}`;
}
