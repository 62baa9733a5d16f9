import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Answers, Bridge, CallInput, CallName } from '../../src-main/contract/calls.ts';
import type { Failure } from '../../src-main/contract/failure.ts';
import type { View } from '../../src-main/contract/views.ts';
import { accept, emptyState, type ViewState } from './view-state.ts';

/** Calls that answer with a new view. */
export type ViewCall = { [K in CallName]: Answers[K] extends View ? K : never }[CallName];

export type ViewStore = {
  readonly state: StoreApi<ViewState>;
  /** Listens to views and asks for the present one. Returns how to stop. */
  readonly start: () => () => void;
  /** Sends a call unless one is under way. Says whether it was carried out. */
  readonly ask: <K extends ViewCall>(name: K, input: CallInput<K>) => Promise<boolean>;
  readonly quit: () => Promise<void>;
};

/** How long an answer may take before the screen says that it is waiting. */
const slowAfterMs = 300;

const unanswered: Failure = { code: 'app.unexpected', recovery: 'retry', reference: '' };

export function createViewStore(bridge: Bridge, now: () => number = () => performance.now()): ViewStore {
  const state = createStore<ViewState>(() => emptyState);
  const show = (view: View): void => {
    state.setState((before) => accept(before, view, now()));
  };
  let calls = 0;

  /** Makes a call the pending one; `null` when another is under way or it was refused. */
  async function perform<K extends CallName>(name: K, input: CallInput<K>): Promise<Answers[K] | null> {
    if (state.getState().pending !== null) return null;
    calls += 1;
    const mine = calls;
    /** Of a call that another one has followed, after its screen was left, nothing more is said. */
    const tell = (change: Partial<ViewState>): void => {
      if (mine === calls) state.setState(change);
    };
    state.setState({ pending: name, slow: false, refusal: null });
    const timer = setTimeout(() => {
      if (state.getState().pending !== null) tell({ slow: true });
    }, slowAfterMs);
    try {
      const result = await bridge.call(name, input);
      if (result.ok) return result.value;
      tell({ refusal: result.failure });
      return null;
    } catch (error) {
      console.error('a call went unanswered', name, error);
      tell({ refusal: unanswered });
      return null;
    } finally {
      clearTimeout(timer);
      tell({ pending: null, slow: false });
    }
  }

  const ask: ViewStore['ask'] = async (name, input) => {
    const view: View | null = await perform(name, input);
    if (view === null) return false;
    show(view);
    return true;
  };

  return {
    state,
    ask,
    start: () => {
      const stop = bridge.onView(show);
      void ask('app.view', undefined);
      return stop;
    },
    quit: async () => {
      await perform('app.quit', undefined);
    },
  };
}
