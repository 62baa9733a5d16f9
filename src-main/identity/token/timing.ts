/** All in ms. */
export type Timing = {
  /** Loading a module, and then each question that needs no customer. */
  readonly list: number;
  readonly sign: number;
  /** A customer looks for the keys of his reader. */
  readonly pinOnReader: number;
  /** Between two looks at what is plugged in. */
  readonly poll: number;
  readonly restarts: { readonly max: number; readonly per: number };
};

export const usualTiming: Timing = {
  list: 10_000,
  sign: 60_000,
  pinOnReader: 120_000,
  poll: 2000,
  restarts: { max: 3, per: 60_000 },
};
