import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge, Entered, KeypadPurpose } from '../../src-main/contract/calls.ts';
import type { Result } from '../../src-main/contract/failure.ts';
import type { KeypadView } from '../../src-main/contract/views.ts';

export type PadState = {
  /**
   * `hidden`: put away with what was entered kept. `sending`: what was entered is on its way, no key counts.
   * `spent`: it was sent, and a new keyboard is due.
   */
  readonly phase: 'closed' | 'opening' | 'open' | 'hidden' | 'sending' | 'spent' | 'failed';
  /** The last one opened; usable in `open` and `hidden` only. */
  readonly pad: KeypadView | null;
  readonly entered: Entered;
  readonly fixed: boolean;
  /** The order was switched and what had been entered went with it. */
  readonly cleared: boolean;
};

export type KeypadSession = {
  readonly state: StoreApi<PadState>;
  /** Shows the keyboard: a new one, or the one put away when something is entered in it. */
  readonly open: () => void;
  readonly hide: () => void;
  readonly press: (key: string) => void;
  readonly erase: () => void;
  readonly clear: () => void;
  readonly setFixed: (fixed: boolean) => void;
  /** Waits until every press has arrived; then the pad's id, to be sent, and no key counts any more. */
  readonly take: () => Promise<string | null>;
  /** After it was sent: main has wiped it, whatever came of it. */
  readonly spend: () => void;
  /** When the screen goes. */
  readonly dispose: () => void;
};

const nothing: Entered = { length: 0, full: false };
const closed: PadState = { phase: 'closed', pad: null, entered: nothing, fixed: false, cleared: false };

/** One software keyboard. Calls go one after another, so that fast presses arrive in order and none is lost. */
export function createKeypadSession(bridge: Bridge, purpose: KeypadPurpose): KeypadSession {
  const state = createStore<PadState>(() => closed);
  const usable = (): KeypadView | null => {
    const { phase, pad } = state.getState();
    return phase === 'open' || phase === 'hidden' ? pad : null;
  };
  let line: Promise<void> = Promise.resolve();
  let openings = 0;

  const fail = (): void => {
    state.setState({ phase: 'failed', pad: null, entered: nothing });
  };

  function enqueue(task: () => Promise<void>): void {
    line = line.then(task).catch((error: unknown) => {
      console.error('the keypad call went unanswered', error);
      fail();
    });
  }

  async function close(pad: string): Promise<void> {
    // Main wipes a pad together with its step. Then it knows nothing of it here, which is as good.
    await bridge.call('keypad.close', { pad });
  }

  function openNew(): void {
    openings += 1;
    const opening = openings;
    const wanted = (): boolean => opening === openings && state.getState().phase === 'opening';
    state.setState({ phase: 'opening' });
    enqueue(async () => {
      if (!wanted()) return;
      const result = await bridge.call('keypad.open', { purpose, fixed: state.getState().fixed });
      if (!wanted()) {
        if (result.ok) await close(result.value.pad);
      } else if (result.ok) {
        const pad = result.value;
        state.setState({ phase: 'open', pad, entered: { length: pad.length, full: pad.length >= pad.max } });
      } else {
        fail();
      }
    });
  }

  function enter(call: (pad: string) => Promise<Result<Entered>>): void {
    const pad = usable();
    if (pad === null) return;
    state.setState({ cleared: false });
    enqueue(async () => {
      if (state.getState().pad !== pad) return;
      const result = await call(pad.pad);
      if (state.getState().pad !== pad) return;
      if (result.ok) state.setState({ entered: result.value });
      else fail();
    });
  }

  return {
    state,
    open: () => {
      const { phase, entered } = state.getState();
      if (phase === 'open' || phase === 'opening' || phase === 'sending') return;
      if (phase === 'hidden' && entered.length > 0) state.setState({ phase: 'open' });
      else openNew();
    },
    hide: () => {
      if (state.getState().phase === 'open') state.setState({ phase: 'hidden' });
    },
    press: (key) => {
      enter((pad) => bridge.call('keypad.press', { pad, key }));
    },
    erase: () => {
      enter((pad) => bridge.call('keypad.erase', { pad }));
    },
    clear: () => {
      enter((pad) => bridge.call('keypad.clear', { pad }));
    },
    setFixed: (fixed) => {
      const { entered } = state.getState();
      state.setState({ fixed, entered: nothing, cleared: entered.length > 0 });
      openNew();
    },
    take: async () => {
      await line;
      const pad = usable();
      if (pad !== null) state.setState({ phase: 'sending' });
      return pad?.pad ?? null;
    },
    spend: () => {
      if (state.getState().phase === 'sending') state.setState({ phase: 'spent', entered: nothing });
    },
    dispose: () => {
      const { fixed } = state.getState();
      const pad = usable();
      state.setState({ ...closed, fixed });
      if (pad !== null) enqueue(async () => await close(pad.pad));
    },
  };
}
