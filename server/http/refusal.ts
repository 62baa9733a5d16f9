import type { ProblemCode } from '../contract/problem.ts';
import type { LinksSnapshot } from '../contract/links-session.ts';
import type { Snapshot } from '../contract/snapshot.ts';

export type RefusalExtras = {
  /** What remains before a lock. */
  readonly triesLeft?: number;
  /** Where the flow or the session stands, when it goes on. */
  readonly snapshot?: Snapshot | LinksSnapshot;
  /** Seconds after which to come back. */
  readonly retryAfter?: number;
  /** For the log and for developers; never shown to a customer. */
  readonly detail?: string;
};

/** A reason to say no that has a code of its own. Thrown anywhere below a route, answered in one place. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly extras: RefusalExtras;

  constructor(code: ProblemCode, extras: RefusalExtras = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.extras = extras;
  }
}
