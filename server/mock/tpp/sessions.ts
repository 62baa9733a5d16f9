import { randomBytes } from 'node:crypto';
import type { Connected } from './connected.ts';
import type { PendingRequest } from './oauth-client.ts';
import type { ReturnFailure } from './return-failure.ts';

/** How the last return from the bank ended. */
export type Outcome =
  | { readonly kind: 'connected'; readonly clientId: string; readonly connected: Connected }
  | { readonly kind: 'failed'; readonly clientId: string; readonly failure: ReturnFailure };

export type BrowserSession = {
  readonly id: string;
  readonly pending: Map<string, PendingRequest>;
  readonly outcomes: Map<string, Outcome>;
  last: Outcome | null;
};

const mostSessions = 500;
const mostPending = 20;

/** Browser sessions in memory: they end with the simulator, as a tester expects. The oldest makes room. */
export class Sessions {
  readonly #sessions = new Map<string, BrowserSession>();

  find(id: string | undefined): BrowserSession | null {
    return id === undefined ? null : (this.#sessions.get(id) ?? null);
  }

  create(): BrowserSession {
    const session: BrowserSession = {
      id: randomBytes(24).toString('base64url'),
      pending: new Map(),
      outcomes: new Map(),
      last: null,
    };
    this.#sessions.set(session.id, session);
    dropOldest(this.#sessions, mostSessions);
    return session;
  }
}

export function remember(session: BrowserSession, pending: PendingRequest): void {
  session.pending.set(pending.state, pending);
  dropOldest(session.pending, mostPending);
}

/** Each request is answered once: taking it removes it. */
export function take(session: BrowserSession, state: string | null, clientId: string): PendingRequest | null {
  if (state === null) return null;
  const pending = session.pending.get(state);
  if (pending?.clientId !== clientId) return null;
  session.pending.delete(state);
  return pending;
}

function dropOldest<K>(map: Map<K, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
