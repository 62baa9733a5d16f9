import { useState, type ReactElement, type ReactNode } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { useNames, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page } from '../../components/Page.tsx';
import { KeypadArea } from '../../keypad/KeypadArea.tsx';
import { useKeypad } from '../../keypad/use-keypad.ts';
import { pinKeysStore, rememberLetters } from '../../stores/pin-keys-store.ts';
import { PinField } from './PinField.tsx';

type Props = {
  readonly view: View;
  readonly screen: ScreenOf<'token-pin'>;
  readonly warning: ReactNode;
  readonly facts: ReactNode;
};

/** The PIN by the ten-key; where it has letters, by the full keyboard. */
export function PinOnScreen({ view, screen, warning, facts }: Props): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const names = useNames(view);
  const words = texts.tokenPin;
  const { attempt, pin, skippable } = screen;
  const [letters, setLetters] = useState(() => pinKeysStore.getState().lettersFor === pin.label);
  const keypad = useKeypad(letters ? 'token-pin-full' : 'token-pin');
  const { entered, phase } = keypad.state;
  const label = pin.label.trim();
  const least = Math.max(1, pin.length.min);
  const gone = phase === 'failed';
  const enough = entered.length >= least && !gone;
  const short = entered.length === 0 ? words.empty : words.missing(least - entered.length);
  const missing = gone ? texts.password.closed : enough ? '' : short;

  const switchKeys = (): void => {
    rememberLetters(letters ? null : pin.label);
    setLetters(!letters);
  };

  const unlock = async (): Promise<void> => {
    const id = await keypad.session.take();
    if (id === null) return;
    await store.ask('token.unlock', { attempt, pad: id });
    keypad.session.spend();
  };

  return (
    <Page
      view={view}
      number={1}
      title={words.title}
      lead={label === '' ? words.lead : words.leadOf(label)}
      foot={
        <>
          <CancelButton view={view} />
          <span className="foot__sum" id="missing">
            {missing}
          </span>
          {skippable ? (
            <Button kind="secondary" onPress={() => void store.ask('token.skip', { attempt })}>
              {words.skip}
            </Button>
          ) : (
            <Button kind="secondary" onPress={() => void store.ask('identity.reload', { attempt })}>
              {words.chooseAgain}
            </Button>
          )}
          <Button kind="primary" disabled={!enough} describedBy="missing" onPress={() => void unlock()}>
            {words.ok}
          </Button>
        </>
      }
    >
      <div className={letters ? 'stack stack--m pin-full' : 'split split--pin'}>
        <div className="stack">
          {warning}
          {!letters && facts}
          {!letters && (
            <ul className="small muted stack stack--s">
              {skippable && <li>{words.forList}</li>}
              <li>{words.other}</li>
              <li>{words.stays(names.bank, names.tpp)}</li>
            </ul>
          )}
        </div>
        <div className="stack stack--m pin-keys">
          <KeypadArea
            keypad={keypad}
            field={(ref) => <PinField ref={ref} entered={entered.length} min={least} max={pin.length.max} />}
          />
          <button type="button" className="btn btn--secondary btn--s keypad-open pin-switch" onClick={switchKeys}>
            <Icon name="keys" />
            {letters ? words.digitsOnly : words.letters}
          </button>
        </div>
      </div>
    </Page>
  );
}
