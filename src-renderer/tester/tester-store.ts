import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  TesterAnswers,
  TesterBridge,
  TesterCall,
  TesterInput,
  TesterState,
  TesterWords,
  TrafficEntry,
} from '../../src-main/contract/tester.ts';
import { noFilter, type Filter } from './scenario-filter.ts';
import { panelTexts } from './texts.ts';

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
  readonly said: { readonly ok: boolean; readonly words: TesterWords } | null;
  /** Scenario → why it was not switched, until something else is asked. */
  readonly refused: Readonly<Record<string, TesterWords>>;
  /** Id of the person selected; `null`: the first one. */
  readonly chosen: string | null;
  readonly filter: Filter;
  readonly busy: boolean;
};

const empty: PanelState = {
  world: null,
  answeredAt: 0,
  entries: [],
  errorsOnly: false,
  clearedTo: 0,
  said: null,
  refused: {},
  chosen: null,
  filter: noFilter,
  busy: false,
};

export type PanelStore = {
  readonly state: StoreApi<PanelState>;
  readonly refresh: () => Promise<void>;
  /** Answers what was said against it; `null`: nothing. */
  readonly ask: <K extends TesterCall>(name: K, input: TesterInput<K>) => Promise<TesterWords | null>;
  /** Like `ask`; what is said against it stays at the scenario, too. */
  readonly flip: (input: TesterInput<'switch'>) => Promise<void>;
  readonly choose: (person: string) => void;
  readonly find: (filter: Partial<Filter>) => void;
  readonly showErrorsOnly: (only: boolean) => void;
  readonly clearEntries: () => void;
  /** Asks again every so often while the page is visible; returns how to stop. */
  readonly watch: () => () => void;
};

const pause = 2_000;

/** What there is to say of an answer; the world itself speaks one language. */
function wordsOf(value: TesterAnswers[TesterCall]): TesterWords | null {
  if (typeof value === 'string') return value === '' ? null : { ja: value, en: value };
  if (value !== null && 'tpps' in value)
    return { ja: panelTexts.ja.reloaded(value), en: panelTexts.en.reloaded(value) };
  if (value === null || !('pin' in value)) return null;
  return { ja: panelTexts.ja.madeToken(value), en: panelTexts.en.madeToken(value) };
}

/** What the panel shows. One thing is asked at a time; what it changed is read back and not assumed. */
export function createPanelStore(bridge: TesterBridge): PanelStore {
  const state = createStore<PanelState>(() => empty);
  const say = (ok: boolean, words: TesterWords): void => {
    state.setState({ said: { ok, words } });
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

  const ask: PanelStore['ask'] = async (name, input) => {
    if (state.getState().busy) return null;
    state.setState({ busy: true, said: null, refused: {} });
    try {
      const answer = await bridge.call(name, input);
      const words = answer.ok ? wordsOf(answer.value) : answer.reason;
      if (words !== null) say(answer.ok, words);
      await refresh();
      return answer.ok ? null : answer.reason;
    } finally {
      state.setState({ busy: false });
    }
  };
  return {
    state,
    refresh,
    ask,
    flip: async (input) => {
      const reason = await ask('switch', input);
      if (reason !== null) state.setState({ refused: { [input.id]: reason } });
    },
    choose: (chosen) => {
      state.setState({ chosen });
    },
    find: (filter) => {
      state.setState({ filter: { ...state.getState().filter, ...filter } });
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
