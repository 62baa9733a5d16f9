import { useCallback, useEffect, useRef, useState, type ReactElement, type ReactNode, type RefObject } from 'react';
import { useTexts } from '../components/app-context.ts';
import { Icon } from '../components/Icon.tsx';
import type { KeypadTexts } from '../i18n/keypad-texts.ts';
import { Keypad } from './Keypad.tsx';
import type { UsedKeypad } from './use-keypad.ts';

type Props = {
  readonly keypad: UsedKeypad;
  /** The field that shows how much was entered. */
  readonly field: (ref: RefObject<HTMLDivElement | null>) => ReactNode;
};

/** What is to be said about the entry, if anything is. */
function remark({ typed, state }: UsedKeypad, words: KeypadTexts): string | null {
  if (typed) return words.typed;
  if (!state.entered.full || state.pad === null) return null;
  return state.pad.blocks.length === 1 ? words.limit.digits(state.pad.max) : words.limit.characters(state.pad.max);
}

/** A field with its software keyboard, or with the button that opens it. */
export function KeypadArea({ keypad, field }: Props): ReactElement {
  const { texts } = useTexts();
  const { session, state, preferences } = keypad;
  const ref = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState(false);
  const toField = useCallback(() => ref.current?.focus(), []);
  const gone = state.phase === 'failed';
  const openable = state.phase === 'hidden' || gone;
  const said = remark(keypad, texts.keypad);

  useEffect(() => {
    // The keys took the focus with them.
    if (gone && document.activeElement === document.body) toField();
  }, [gone, toField]);

  useEffect(() => {
    if (state.phase === 'open') setAsked(false);
  }, [state.phase]);

  const open = (): void => {
    setAsked(true);
    session.open();
  };
  return (
    <>
      {field(ref)}
      <div className="keypad-notes" role="status">
        {gone && <p>{texts.keypad[state.gone]}</p>}
        <span className="sr-only">
          {said}
          {texts.keypad.entered(state.entered.length)}
          {state.entered.full ? texts.keypad.full : ''}
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
          note={said ?? (preferences.fixed ? texts.keypad.stays : texts.keypad.shuffles)}
          takeFocus={asked}
          onClose={toField}
        />
      )}
    </>
  );
}
