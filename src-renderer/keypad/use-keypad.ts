import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { KeypadPurpose } from '../../src-main/contract/calls.ts';
import { useParts } from '../components/app-context.ts';
import { createKeypadSession, type KeypadSession, type PadState } from './keypad-session.ts';

export type UsedKeypad = { readonly session: KeypadSession; readonly state: PadState; readonly typed: boolean };

/** The keyboard of a screen: opens by itself when the screen appears and again after an entry was sent. Another purpose is another keyboard. */
export function useKeypad(purpose: KeypadPurpose): UsedKeypad {
  const { bridge } = useParts();
  const session = useMemo(() => createKeypadSession(bridge, purpose), [bridge, purpose]);
  const state = useStore(session.state);
  useEffect(() => {
    session.open();
    return () => {
      session.dispose();
    };
  }, [session]);
  useEffect(() => {
    if (state.phase === 'spent') session.open();
  }, [session, state.phase]);
  return { session, state, typed: useTypingRefused(state) };
}

const isTyping = (event: KeyboardEvent): boolean =>
  !event.ctrlKey &&
  !event.altKey &&
  !event.metaKey &&
  ((event.key.length === 1 && event.key !== ' ') || event.key === 'Process');

/** Notes that somebody typed on the PC's keyboard, until the next key on the screen. The character is not looked at. */
function useTypingRefused({ entered }: PadState): boolean {
  const [typedAt, setTypedAt] = useState<PadState['entered'] | null>(null);
  useEffect(() => {
    const refuse = (event: KeyboardEvent): void => {
      if (!isTyping(event)) return;
      event.preventDefault();
      setTypedAt(entered);
    };
    document.addEventListener('keydown', refuse);
    return () => {
      document.removeEventListener('keydown', refuse);
    };
  }, [entered]);
  return typedAt === entered;
}
