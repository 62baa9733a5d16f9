import { randomInt } from 'node:crypto';

/** Without 0/O, 1/I/L and U: it is read out on the telephone. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

const group = (): string => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');

/** The number a customer tells the bank, e.g. `7K2M-94QD`; the log carries the same one. */
export const newReference = (): string => `${group()}-${group()}`;
