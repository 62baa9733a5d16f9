import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Connected } from './connected.ts';
import type { FaultOutcome, ReturnFault } from './faults.ts';
import type { Step } from './journal.ts';
import type { PendingRequest } from './oauth-client.ts';
import type { ReturnFailure } from './return-failure.ts';

/** A request on its way through the customer's app. */
export type Pending = {
  readonly request: PendingRequest;
  readonly requestUri: string;
  readonly fault: ReturnFault | null;
  readonly steps: Step[];
};

/** Why a link is of no use any more. */
export type Ended = 'revoked' | 'expired' | 'given-back' | 'suspended';

/** How the last thing that was tried ended. */
export type Outcome =
  | { readonly kind: 'connected'; readonly connected: Connected }
  | { readonly kind: 'failed'; readonly failure: ReturnFailure }
  | { readonly kind: 'ended'; readonly why: Ended; readonly code: string }
  | ({ readonly kind: 'fault' } & FaultOutcome);

/** One browser at one TPP. */
export type BrowserSession = {
  readonly id: string;
  readonly formToken: string;
  readonly pending: Map<string, Pending>;
  /** The link that stands. It outlives a renewal that fails. */
  connected: Connected | null;
  last: { readonly outcome: Outcome; readonly order: number } | null;
  /** Of the newest flow. */
  steps: Step[];
};

const mostSessions = 500;
const mostPending = 20;
let order = 0;

/** Browser sessions of one TPP, in memory: they end with the simulator, as a tester expects. The oldest makes room. */
export class Sessions {
  readonly #sessions = new Map<string, BrowserSession>();

  find(id: string | undefined): BrowserSession | null {
    return id === undefined ? null : (this.#sessions.get(id) ?? null);
  }

  create(): BrowserSession {
    const session: BrowserSession = {
      id: randomBytes(24).toString('base64url'),
      formToken: randomBytes(24).toString('base64url'),
      pending: new Map(),
      connected: null,
      last: null,
      steps: [],
    };
    this.#sessions.set(session.id, session);
    dropOldest(this.#sessions, mostSessions);
    return session;
  }
}

/** Whether a form came from a page that this session was shown. */
export function isOwnForm({ formToken }: BrowserSession, given: string | null): boolean {
  const [expected, found] = [Buffer.from(formToken), Buffer.from(given ?? '')];
  return expected.length === found.length && timingSafeEqual(expected, found);
}

export function settle(session: BrowserSession, outcome: Outcome): void {
  order += 1;
  session.last = { outcome, order };
  if (outcome.kind === 'connected') session.connected = outcome.connected;
  if (outcome.kind === 'ended') session.connected = null;
}

export function remember(session: BrowserSession, pending: Pending): void {
  session.pending.set(pending.request.state, pending);
  session.steps = pending.steps;
  dropOldest(session.pending, mostPending);
}

/** Each request is answered once: taking it removes it. */
export function take(session: BrowserSession, state: string | null): Pending | null {
  if (state === null) return null;
  const pending = session.pending.get(state);
  session.pending.delete(state);
  return pending ?? null;
}

function dropOldest<K>(map: Map<K, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
