import type { PinAccount } from '../../bridge/view-types.ts';

export type Parted = {
  /** Registered in this procedure. */
  readonly now: readonly PinAccount[];
  /** All that are registered, those of now first. */
  readonly registered: readonly PinAccount[];
  /** All that are not, those that can be tried again first. */
  readonly missing: readonly PinAccount[];
};

/** Sorts the result of 手順3 by what came of it. */
export function parted(accounts: readonly PinAccount[]): Parted {
  const of = (...states: readonly PinAccount['state'][]): readonly PinAccount[] =>
    states.flatMap((state) => accounts.filter((entry) => entry.state === state));
  return {
    now: of('registered-now'),
    registered: of('registered-now', 'registered'),
    missing: of('unregistered', 'locked', 'none-on-file'),
  };
}
