import {
  memo,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
} from 'react';
import type { KeypadView } from '../../src-main/contract/views.ts';
import { useTexts } from '../components/app-context.ts';
import { Icon } from '../components/Icon.tsx';
import { Board } from './Board.tsx';
import { bringOut } from './bring-out.ts';
import type { KeypadPreferences } from './keypad-preferences.ts';
import type { KeypadSession } from './keypad-session.ts';
import { KeypadSettings, Switch } from './KeypadSettings.tsx';
import { isArrow, nextKey } from './roving.ts';
import { Tenkey } from './Tenkey.tsx';
import { useHeld } from './use-held.ts';
import { useNamesSheet } from './use-names.ts';
import { useTabStop } from './use-tab-stop.ts';

/** `refused`: something was not taken; `reached`: the entry is as long as it can be. */
export type Note = { readonly kind: 'refused' | 'reached'; readonly text: string };

type Props = {
  readonly session: KeypadSession;
  readonly pad: KeypadView;
  readonly preferences: KeypadPreferences;
  /** Otherwise the keys are out of sight and keep their place. */
  readonly ready: boolean;
  readonly spoken: boolean;
  /** What is to be said about the entry. It stands where no key moves under the finger when it comes and goes. */
  readonly note: Note | null;
  /** Opened by the customer's own doing: the keys get the focus. */
  readonly takeFocus: RefObject<boolean>;
  /** Gives the focus back to the field. */
  readonly onClose: () => void;
};

/** What a layout gets to place the keys. */
export type Keys = {
  readonly pad: KeypadView;
  readonly session: KeypadSession;
  readonly close: () => void;
  readonly settings: ReactElement;
};

/** The software keyboard. Only key ids leave it; characters are known to the main process alone. */
export const Keypad = memo(function Keypad(props: Props): ReactElement {
  const { session, pad, preferences, ready, spoken, note, takeFocus, onClose } = props;
  const { texts } = useTexts();
  const hint = useId();
  const panel = useId();
  const section = useRef<HTMLElement>(null);
  const [settingsOpen, setSettingsOpen] = useState(false);
  const tenkey = pad.blocks.length === 1;
  const cells = pad.blocks.reduce((sum, block) => sum + block.keys.length, 0);
  const title = tenkey ? texts.keypad.tenkey : texts.keypad.board;
  useHeld(section);
  useTabStop(section);
  useNamesSheet(spoken ? pad.names : null);

  useLayoutEffect(() => {
    // Absolute: inside a custom property a relative address would be the style sheet's.
    const address = new URL(pad.glyphs, document.baseURI).href;
    section.current?.style.setProperty('--glyphs', `url(${JSON.stringify(address)})`);
    section.current?.style.setProperty('--cells', String(cells));
  }, [pad.glyphs, cells]);

  useLayoutEffect(() => {
    if (!ready || !takeFocus.current) return;
    takeFocus.current = false;
    section.current?.querySelector<HTMLElement>('.key--char[tabindex="0"]')?.focus();
  }, [ready, takeFocus]);

  const close = (): void => {
    session.hide();
    onClose();
  };

  const refused = note?.kind === 'refused';
  useLayoutEffect(() => {
    const line = section.current?.querySelector('.keypad__note');
    // Nobody's finger is on a key then; where it is, nothing may move.
    if (refused && section.current !== null && line instanceof Element) bringOut(line, section.current);
  }, [refused]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      close();
      return;
    }
    // Holding Enter down would enter the character many times.
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
    if (!isArrow(event.key) || !(event.target instanceof HTMLElement) || !event.target.matches('.key--char')) return;
    event.preventDefault();
    session.stay(event.timeStamp);
    const keys = [...(section.current?.querySelectorAll<HTMLElement>('.key--char') ?? [])];
    const next = nextKey(
      keys.map((key) => key.getBoundingClientRect()),
      keys.indexOf(event.target),
      event.key,
    );
    // `useTabStop` brings it into sight.
    keys[next]?.focus({ preventScroll: true });
  };

  const settings = (
    <button
      type="button"
      className="keypad__tool"
      aria-expanded={settingsOpen}
      aria-controls={panel}
      onClick={() => {
        setSettingsOpen(!settingsOpen);
      }}
    >
      {texts.keypad.settings}
    </button>
  );
  const keys: Keys = { pad, session, close, settings };
  // For the eye; a screen reader is told by the status beside the field.
  const order = preferences.fixed ? texts.keypad.stays : texts.keypad.shuffles;
  const line = (
    <p className="keypad__note" aria-hidden="true" data-said={note?.kind}>
      {note?.text ?? order}
    </p>
  );
  const kind = ['keypad', tenkey && 'keypad--ten', preferences.large && 'keypad--large', !ready && 'keypad--away'];
  return (
    <section
      ref={section}
      className={kind.filter((name) => name !== false).join(' ')}
      aria-label={title}
      aria-describedby={hint}
      onKeyDown={onKeyDown}
    >
      <div className="keypad__head">
        <h2>
          <Icon name="keys" />
          {title}
        </h2>
        {!tenkey && line}
        <span className="sr-only" id={hint}>
          {texts.keypad.keyHint}
        </span>
        <Switch label={texts.keypad.fixed} on={preferences.fixed} onChange={session.setFixed} />
        {!tenkey && settings}
      </div>
      <div id={panel} hidden={!settingsOpen}>
        <KeypadSettings session={session} preferences={preferences} maySpeak={pad.names !== null} />
      </div>
      {tenkey ? <Tenkey keys={keys} note={note === null ? null : line} /> : <Board keys={keys} />}
    </section>
  );
});
