/** Outcome of comparing a secret that locks after a number of failures in a row. */
export type Attempt =
  { readonly kind: 'right' } | { readonly kind: 'wrong'; readonly triesLeft: number } | { readonly kind: 'locked' };

/** A failure that uses up the last try locks. */
export const failed = (failures: number, tries: number): Attempt =>
  failures >= tries ? { kind: 'locked' } : { kind: 'wrong', triesLeft: tries - failures };
