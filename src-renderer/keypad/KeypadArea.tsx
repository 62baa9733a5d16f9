import { useRef, type ReactElement, type ReactNode, type RefObject } from 'react';
import { useTexts } from '../components/app-context.ts';
import { Icon } from '../components/Icon.tsx';
import { Keypad } from './Keypad.tsx';
import type { UsedKeypad } from './use-keypad.ts';

type Props = {
  readonly keypad: UsedKeypad;
  /** The field that shows how much was entered. */
  readonly field: (ref: RefObject<HTMLDivElement | null>) => ReactNode;
};

/** A field with its software keyboard, or with the button that opens it. */
export function KeypadArea({ keypad, field }: Props): ReactElement {
  const { texts } = useTexts();
  const { session, state, typed } = keypad;
  const ref = useRef<HTMLDivElement>(null);
  const openable = state.phase === 'hidden' || state.phase === 'failed';
  return (
    <>
      {field(ref)}
      <div className="keypad-notes" role="status">
        {typed && <p>{texts.keypad.typed}</p>}
        {state.cleared && <p>{texts.keypad.fixedCleared}</p>}
        {state.phase === 'failed' && <p>{texts.keypad.failed}</p>}
        <span className="sr-only">
          {texts.keypad.entered(state.entered.length)}
          {state.entered.full ? texts.keypad.full : ''}
        </span>
      </div>
      {openable && (
        <button type="button" className="btn btn--secondary keypad-open" onClick={session.open}>
          <Icon name="keys" />
          {texts.keypad.open}
        </button>
      )}
      {!openable && state.pad !== null && (
        <Keypad
          session={session}
          pad={state.pad}
          fixed={state.fixed}
          ready={state.phase === 'open'}
          onClose={() => ref.current?.focus()}
        />
      )}
    </>
  );
}
