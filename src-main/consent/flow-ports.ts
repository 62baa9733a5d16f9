import type { View } from '../contract/views.ts';
import type { Log } from '../diagnostics/log.ts';
import type { LoginPorts } from '../identity/login-ports.ts';
import type { Judge } from '../identity/offers.ts';
import type { Keypads } from '../keypad/keypads.ts';
import type { After } from '../keypad/patience.ts';
import type { Profile } from '../policy/profile.ts';
import type { Http } from './http.ts';
import type { Keeping } from './keeping.ts';
import type { Numbering } from './numbering.ts';

export type FlowPorts = {
  readonly profile: Profile;
  /** A connection with cookies of its own, for one authorization request. */
  readonly connect: () => Http;
  readonly login: LoginPorts;
  readonly judge: Judge;
  readonly keypads: Keypads;
  /** Opens the default browser; `false` when that failed. */
  readonly openBrowser: (url: string) => Promise<boolean>;
  readonly onView: (view: View) => void;
  /** Milliseconds of a monotonic clock. */
  readonly monotonic: () => number;
  /** Numbers the views; shared with whatever else shows some in the same window. */
  readonly numbering?: Numbering;
  /** Times the asking while the server cannot be reached; left out: only the customer asks. */
  readonly after?: After;
  readonly log: Log;
  /** What outlives this run; left out: nothing is known of it. */
  readonly keeping?: Keeping;
};
