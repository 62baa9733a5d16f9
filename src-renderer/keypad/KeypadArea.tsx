import { useCallback, useEffect, useMemo, useRef, type ReactElement, type ReactNode, type RefObject } from 'react';
import { useTexts } from '../components/app-context.ts';
import { Icon } from '../components/Icon.tsx';
import type { KeypadTexts } from '../i18n/keypad-texts.ts';
import type { PadState } from './keypad-session.ts';
import { Keypad, type Note } from './Keypad.tsx';
import type { UsedKeypad } from './use-keypad.ts';

type Props = {
  readonly keypad: UsedKeypad;
  /** The field that shows how much was entered. */
  readonly field: (ref: RefObject<HTMLDivElement | null>) => ReactNode;
};

/** What is to be said about the entry, if anything is. */
function noteOf(typed: boolean, { entered, pad }: PadState, words: KeypadTexts): Note | null {
  if (typed) return { kind: 'refused', text: words.typed };
  if (!entered.full || pad === null) return null;
  const limit = pad.blocks.length === 1 ? words.limit.digits : words.limit.characters;
  return { kind: 'reached', text: limit(pad.max) };
}

/** A field with its software keyboard, or with the button that opens it. */
export function KeypadArea({ keypad, field }: Props): ReactElement {
  const { texts } = useTexts();
  const { session, state, preferences, typed } = keypad;
  const ref = useRef<HTMLDivElement>(null);
  const asked = useRef(false);
  const toField = useCallback(() => ref.current?.focus(), []);
  const gone = state.phase === 'failed';
  const openable = state.phase === 'hidden' || gone;
  const note = useMemo(() => noteOf(typed, state, texts.keypad), [typed, state, texts]);

  useEffect(() => {
    // The keys took the focus with them.
    if (gone && document.activeElement === document.body) toField();
  }, [gone, toField]);

  const open = (): void => {
    asked.current = true;
    session.open();
  };
  return (
    <>
      {field(ref)}
      <div className="keypad-notes" role="status">
        {gone && <p>{texts.keypad[state.gone]}</p>}
        <span className="sr-only">
          {note?.text}
          {texts.keypad.entered(state.entered.length)}
        </span>
      </div>
      {openable && (
        <button type="button" className="btn btn--secondary keypad-open" onClick={open}>
          <Icon name="keys" />
          {texts.keypad.open}
        </button>
      )}
      {!openable && state.pad !== null && (
        <Keypad
          session={session}
          pad={state.pad}
          preferences={preferences}
          ready={state.phase === 'open'}
          spoken={state.spoken}
          note={note}
          takeFocus={asked}
          onClose={toField}
        />
      )}
    </>
  );
}
