import type { CallName } from '../../src-main/contract/calls.ts';
import type { Failure } from '../../src-main/contract/failure.ts';
import type { SnapshotView, View } from '../../src-main/contract/views.ts';

/** What the window mirrors. Nothing here is decided by the renderer and nothing of it is a secret. */
export type ViewState = {
  readonly view: View | null;
  /** Monotonic milliseconds at which `view` came; `remainingSeconds` counts from there. */
  readonly receivedAt: number;
  /** The last snapshot of the procedure on screen, for the rail and the summary after it is over. */
  readonly last: SnapshotView | null;
  /** What the procedure failed by, for what is said after it was left. */
  readonly failure: Failure | null;
  /** The call whose answer is awaited. While it is set, no other one starts; another screen lets go of it. */
  readonly pending: CallName | null;
  /** The answer takes long enough to say so. */
  readonly slow: boolean;
  /** Why the last call was refused, until the next call or view. */
  readonly refusal: Failure | null;
};

export const emptyState: ViewState = {
  view: null,
  receivedAt: 0,
  last: null,
  failure: null,
  pending: null,
  slow: false,
  refusal: null,
};

/** A view that is not newer than the present one changes nothing: late answers and doubled events are dropped. */
export function accept(state: ViewState, view: View, now: number): ViewState {
  if (state.view !== null && view.sequence <= state.view.sequence) return state;
  const next = {
    ...state,
    view,
    receivedAt: now,
    last: lastSnapshot(state.last, view),
    failure: lastFailure(state.failure, view),
    refusal: null,
  };
  return overtakes(view, state.view) ? { ...next, pending: null, slow: false } : next;
}

/**
 * A call may take as long as the customer does (a PIN is asked for the chosen certificate while its confirmation is under
 * way) or as a token. Once it has led to another screen, that screen's own buttons work.
 */
function overtakes(view: View, before: View | null): boolean {
  return before !== null && view.screen.kind !== before.screen.kind;
}

function lastSnapshot(before: SnapshotView | null, view: View): SnapshotView | null {
  switch (view.screen.kind) {
    case 'step':
      return view.screen.snapshot;
    case 'opening':
      return isSameRequest(view) ? before : null;
    case 'waiting':
    case 'login':
      return null;
    default:
      return before;
  }
}

function lastFailure(before: Failure | null, view: View): Failure | null {
  switch (view.screen.kind) {
    case 'failed':
      return view.screen.failure;
    case 'opening':
      return isSameRequest(view) ? before : null;
    case 'done':
      return before;
    default:
      return null;
  }
}

/** Asked again, or left: who asks is known already. */
const isSameRequest = ({ tpp }: View): boolean => tpp !== null;
