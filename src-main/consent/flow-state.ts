import type { Snapshot, Tpp } from '../../server/contract/snapshot.ts';
import type { Failure } from '../contract/failure.ts';
import type { Outcome, ReceiptView, Screen } from '../contract/views.ts';
import type { LoginScreen } from '../identity/login-ports.ts';
import type { LoginSession } from '../identity/login-session.ts';
import type { Http } from './http.ts';
import type { PublishedKeys } from './published-keys.ts';
import type { AuthorizationRequest } from './server-client.ts';
import { snapshotView } from './snapshot-view.ts';

/** Where the next request of a flow goes; a retry asks there again. */
export type At =
  | { readonly kind: 'authorize' }
  | { readonly kind: 'interaction'; readonly uid: string }
  | { readonly kind: 'resume'; readonly location: string };

/** One authorization request being worked through, in a partition of its own. */
export type Connection = {
  readonly http: Http;
  readonly keys: PublishedKeys;
  readonly request: AuthorizationRequest;
  at: At;
  tpp: Tpp | null;
  /** `receivedAt` in milliseconds of the monotonic clock. */
  latest: { readonly snapshot: Snapshot; readonly receivedAt: number } | null;
};

export type State =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'login' }
  /** `since` in ms of the monotonic clock. */
  | {
      readonly kind: 'identifying';
      readonly session: LoginSession;
      readonly screen: LoginScreen;
      readonly since: number;
    }
  | { readonly kind: 'step' }
  | {
      readonly kind: 'done';
      readonly outcome: Outcome;
      readonly url: string;
      readonly handedBack: boolean;
      readonly receipt: ReceiptView | null;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What a snapshot shows. */
export const standing = ({ step }: Snapshot): State => ({ kind: step.kind === 'certificate' ? 'login' : 'step' });

/** Failures after which the server no longer knows the request. */
const dead = new Set([
  'authorization.timed-out',
  'authorization.used',
  'request.not-found',
  'authorization.cannot-return',
]);

/** The TPP can still be told with `access_denied`; not through a server that may be another's. */
export function canReturn(connection: Connection | null, failure: Failure): boolean {
  if (connection?.at.kind !== 'interaction' || dead.has(failure.code)) return false;
  if (failure.code === 'environment.server-untrusted') return false;
  return connection.latest?.snapshot.allowed.includes('cancel') ?? false;
}

export function canRetry(connection: Connection | null, failure: Failure): boolean {
  if (connection === null || dead.has(failure.code)) return false;
  return failure.recovery === 'retry' || failure.recovery === 'choose-again';
}

/** A reader's time goes on while its screen shows. `age` in ms. */
export function agedScreen(screen: LoginScreen, age: number): LoginScreen {
  if (screen.kind !== 'token-pin' || screen.pin.remainingMs === null) return screen;
  return { ...screen, pin: { ...screen.pin, remainingMs: Math.max(0, screen.pin.remainingMs - age) } };
}

export function screenOf(state: State, connection: Connection | null, now: number): Screen {
  switch (state.kind) {
    case 'waiting':
    case 'opening':
    case 'login':
      return { kind: state.kind };
    case 'identifying':
      return agedScreen(state.screen, now - state.since);
    case 'step': {
      const latest = connection?.latest;
      if (latest === null || latest === undefined) throw new Error('a step is shown without a snapshot');
      return { kind: 'step', snapshot: snapshotView(latest.snapshot, (now - latest.receivedAt) / 1000) };
    }
    case 'done':
      return {
        kind: 'done',
        outcome: state.outcome,
        handedBack: state.handedBack,
        ...(state.receipt === null ? {} : { receipt: state.receipt }),
      };
    case 'failed':
      return {
        kind: 'failed',
        failure: state.failure,
        canReturn: canReturn(connection, state.failure),
        canRetry: canRetry(connection, state.failure),
      };
  }
}

/** Shows what the server said last, or that it could not be reached: its next word may take its place by itself. */
export function isInterrupted(state: State): boolean {
  if (state.kind === 'failed') return state.failure.code === 'environment.offline';
  return state.kind === 'step' || state.kind === 'login' || state.kind === 'opening';
}

/** A flow that would lose something if another request took its place. */
export function isBusy(state: State): boolean {
  return state.kind !== 'waiting' && state.kind !== 'done' && state.kind !== 'failed';
}
