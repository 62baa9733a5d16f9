import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge, Entered, KeypadEnd, KeypadPurpose } from '../../src-main/contract/calls.ts';
import type { Result } from '../../src-main/contract/failure.ts';
import type { KeypadView } from '../../src-main/contract/views.ts';
import { createKeypadPreferences, type PreferencesStore } from './keypad-preferences.ts';

/** Why there is no keyboard: a call failed, or main has wiped what was entered. */
export type Gone = 'failed' | Exclude<KeypadEnd, 'closed'>;

export type PadState = {
  /**
   * `hidden`: put away, and what was entered wiped. `sending`: what was entered is on its way, no key counts.
   * `spent`: it was sent, and a new keyboard is due. `failed`: gone, for the reason in `gone`.
   */
  readonly phase: 'closed' | 'opening' | 'open' | 'hidden' | 'sending' | 'spent' | 'failed';
  /** The last one opened; usable in `open` only. */
  readonly pad: KeypadView | null;
  readonly entered: Entered;
  readonly gone: Gone;
  /** The keys' characters can be spoken now. */
  readonly spoken: boolean;
};

export type KeypadSession = {
  readonly state: StoreApi<PadState>;
  /** Shows a new keyboard. */
  readonly open: () => void;
  /** 「閉じる」: nothing that was entered outlives it. */
  readonly hide: () => void;
  readonly press: (key: string) => void;
  readonly erase: () => void;
  readonly clear: () => void;
  /** Switching it on keeps the order that shows; switching it off shuffles at once when nothing is entered yet. */
  readonly setFixed: (fixed: boolean) => void;
  readonly setSpoken: (spoken: boolean) => void;
  /** The customer moves about; `at` in milliseconds of any one clock. */
  readonly stay: (at: number) => void;
  /** Waits until every press has arrived; then the pad's id, to be sent, and no key counts any more. */
  readonly take: () => Promise<string | null>;
  /** After it was sent: main has wiped it, whatever came of it. */
  readonly spend: () => void;
  /** When the screen goes. */
  readonly dispose: () => void;
};

const nothing: Entered = { length: 0, full: false };
const closed: PadState = { phase: 'closed', pad: null, entered: nothing, gone: 'failed', spoken: false };

/** Far below the two minutes after which main closes a keypad that nobody uses. */
const stayEveryMs = 15_000;

/** One software keyboard. Calls go one after another, so that fast presses arrive in order and none is lost. */
export function createKeypadSession(
  bridge: Bridge,
  purpose: KeypadPurpose,
  preferences: PreferencesStore = createKeypadPreferences(),
): KeypadSession {
  const state = createStore<PadState>(() => closed);
  const usable = (): KeypadView | null => {
    const { phase, pad } = state.getState();
    return phase === 'open' ? pad : null;
  };
  let line: Promise<void> = Promise.resolve();
  let openings = 0;
  let entries = 0;
  let stayedAt = -Infinity;

  const fail = (gone: Gone = 'failed'): void => {
    state.setState({ phase: 'failed', pad: null, entered: nothing, gone, spoken: false });
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

  /** Main ends a keypad by itself when nobody is there; what the page still shows as entered is no more. */
  async function watch(pad: KeypadView): Promise<void> {
    const end = await bridge.call('keypad.ended', { pad: pad.pad });
    if (end.ok && end.value !== 'closed' && usable() === pad) fail(end.value);
  }

  async function speak(pad: KeypadView, on: boolean): Promise<void> {
    if (pad.names === null) return;
    const result = await bridge.call('keypad.speak', { pad: pad.pad, on });
    if (state.getState().pad === pad) state.setState({ spoken: result.ok && result.value });
  }

  function openNew(): void {
    openings += 1;
    const opening = openings;
    const wanted = (): boolean => opening === openings && state.getState().phase === 'opening';
    state.setState({ phase: 'opening', entered: nothing, spoken: false });
    enqueue(async () => {
      if (!wanted()) return;
      const result = await bridge.call('keypad.open', { purpose, fixed: preferences.getState().fixed });
      if (!wanted()) {
        if (result.ok) await close(result.value.pad);
      } else if (result.ok) {
        const pad = result.value;
        const entered = { length: pad.length, full: pad.length >= pad.max };
        state.setState({ phase: 'open', pad, entered, spoken: false });
        watch(pad).catch((error: unknown) => {
          console.error('nobody says when the keypad ends', error);
          if (usable() === pad) fail();
        });
        if (preferences.getState().spoken) await speak(pad, true);
      } else {
        fail();
      }
    });
  }

  /** The field shows an entry at once and does not wait for main; main's answer to the last entry is what counts. */
  function enter(by: (length: number) => number, call: (pad: string) => Promise<Result<Entered>>): void {
    const pad = usable();
    if (pad === null) return;
    const length = Math.min(pad.max, Math.max(0, by(state.getState().entered.length)));
    state.setState({ entered: { length, full: length === pad.max } });
    entries += 1;
    const entry = entries;
    enqueue(async () => {
      if (state.getState().pad !== pad) return;
      const result = await call(pad.pad);
      if (state.getState().pad !== pad) return;
      if (!result.ok) fail();
      else if (entry === entries) state.setState({ entered: result.value });
    });
  }

  return {
    state,
    open: () => {
      const { phase } = state.getState();
      if (phase === 'open' || phase === 'opening' || phase === 'sending') return;
      openNew();
    },
    hide: () => {
      const pad = usable();
      if (pad === null) return;
      state.setState({ phase: 'hidden', entered: nothing, spoken: false });
      enqueue(async () => await close(pad.pad));
    },
    press: (key) => {
      enter(
        (length) => length + 1,
        (pad) => bridge.call('keypad.press', { pad, key }),
      );
    },
    erase: () => {
      enter(
        (length) => length - 1,
        (pad) => bridge.call('keypad.erase', { pad }),
      );
    },
    clear: () => {
      enter(
        () => 0,
        (pad) => bridge.call('keypad.clear', { pad }),
      );
    },
    setFixed: (fixed) => {
      preferences.setState({ fixed });
      const { phase, entered } = state.getState();
      if (!fixed && phase === 'open' && entered.length === 0) openNew();
    },
    setSpoken: (spoken) => {
      preferences.setState({ spoken });
      const pad = usable();
      if (pad !== null) enqueue(async () => await speak(pad, spoken));
    },
    stay: (at) => {
      const pad = usable();
      if (pad === null || at - stayedAt < stayEveryMs) return;
      stayedAt = at;
      enqueue(async () => {
        // A keypad that has ended meanwhile is told by `keypad.ended`.
        await bridge.call('keypad.stay', { pad: pad.pad });
      });
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
      const pad = usable();
      state.setState(closed);
      if (pad !== null) enqueue(async () => await close(pad.pad));
    },
  };
}
