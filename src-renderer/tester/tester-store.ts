import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  TesterAnswers,
  TesterBridge,
  TesterCall,
  TesterInput,
  TesterState,
  TrafficEntry,
} from '../../src-main/contract/tester.ts';

export type PanelState = {
  /** `null`: not answered yet. */
  readonly world: TesterState | null;
  /** When `world` was answered: the clock goes on from there. `performance.now()`. */
  readonly answeredAt: number;
  readonly entries: readonly TrafficEntry[];
  readonly errorsOnly: boolean;
  /** Newest entry that was cleared from the view. */
  readonly clearedTo: number;
  /** What came of the last thing that was asked; `null`: nothing to say. */
  readonly said: { readonly ok: boolean; readonly text: string } | null;
  readonly busy: boolean;
};

const empty: PanelState = {
  world: null,
  answeredAt: 0,
  entries: [],
  errorsOnly: false,
  clearedTo: 0,
  said: null,
  busy: false,
};

export type PanelStore = {
  readonly state: StoreApi<PanelState>;
  readonly refresh: () => Promise<void>;
  /** `inWords`: what is said of the answer; left out, an answer that is words itself. */
  readonly ask: <K extends TesterCall>(
    name: K,
    input: TesterInput<K>,
    inWords?: (answer: TesterAnswers[K]) => string,
  ) => Promise<void>;
  readonly showErrorsOnly: (only: boolean) => void;
  readonly clearEntries: () => void;
  /** Asks again every so often while the page is visible; returns how to stop. */
  readonly watch: () => () => void;
};

const pause = 2_000;

/** What the panel shows. One thing is asked at a time; what it changed is read back and not assumed. */
export function createPanelStore(bridge: TesterBridge): PanelStore {
  const state = createStore<PanelState>(() => empty);
  const say = (ok: boolean, text: string): void => {
    state.setState({ said: { ok, text } });
  };

  const refreshEntries = async (): Promise<void> => {
    const answer = await bridge.call('entries', { errors: state.getState().errorsOnly });
    if (answer.ok) state.setState({ entries: answer.value.filter(({ id }) => id > state.getState().clearedTo) });
    else say(false, answer.reason);
  };
  const refresh = async (): Promise<void> => {
    const answer = await bridge.call('state', undefined);
    if (answer.ok) state.setState({ world: answer.value, answeredAt: performance.now() });
    else say(false, answer.reason);
    await refreshEntries();
  };

  const itself = (value: TesterAnswers[TesterCall]): string => (typeof value === 'string' ? value : '');
  return {
    state,
    refresh,
    ask: async (name, input, inWords = itself) => {
      if (state.getState().busy) return;
      state.setState({ busy: true, said: null });
      try {
        const answer = await bridge.call(name, input);
        if (!answer.ok) say(false, answer.reason);
        else if (inWords(answer.value) !== '') say(true, inWords(answer.value));
        await refresh();
      } finally {
        state.setState({ busy: false });
      }
    },
    showErrorsOnly: (errorsOnly) => {
      state.setState({ errorsOnly });
      void refreshEntries();
    },
    clearEntries: () => {
      const newest = Math.max(state.getState().clearedTo, ...state.getState().entries.map(({ id }) => id));
      state.setState({ entries: [], clearedTo: newest });
    },
    watch: () => {
      let stopped = false;
      let timer: ReturnType<typeof setTimeout>;
      const round = async (): Promise<void> => {
        if (!document.hidden && !state.getState().busy) await refresh();
        if (!stopped) timer = setTimeout(() => void round(), pause);
      };
      void round();
      return () => {
        stopped = true;
        clearTimeout(timer);
      };
    },
  };
}
