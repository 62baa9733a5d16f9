import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { KeypadPurpose } from '../../src-main/contract/calls.ts';
import { useParts } from '../components/app-context.ts';
import { keypadPreferences, type KeypadPreferences } from './keypad-preferences.ts';
import { createKeypadSession, type KeypadSession, type PadState } from './keypad-session.ts';
import { useTypingRefused } from './use-typing-refused.ts';

export type UsedKeypad = {
  readonly session: KeypadSession;
  readonly state: PadState;
  readonly preferences: KeypadPreferences;
  /** Somebody typed or pasted; it was refused. */
  readonly typed: boolean;
};

/** The keyboard of a screen: opens by itself when the screen appears and again after an entry was sent. Another purpose is another keyboard. */
export function useKeypad(purpose: KeypadPurpose): UsedKeypad {
  const { bridge } = useParts();
  const session = useMemo(() => createKeypadSession(bridge, purpose, keypadPreferences), [bridge, purpose]);
  const state = useStore(session.state);
  const preferences = useStore(keypadPreferences);
  useEffect(() => {
    session.open();
    return () => {
      session.dispose();
    };
  }, [session]);
  useEffect(() => {
    if (state.phase === 'spent') session.open();
  }, [session, state.phase]);
  return { session, state, preferences, typed: useTypingRefused(state.entered) };
}
