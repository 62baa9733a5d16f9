import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { KeypadView } from '../../src-main/contract/views.ts';
import { useTexts } from '../components/app-context.ts';
import { Icon } from '../components/Icon.tsx';
import { Board } from './Board.tsx';
import type { KeypadSession } from './keypad-session.ts';
import { isArrow, nextKey } from './roving.ts';
import { Tenkey } from './Tenkey.tsx';
import { useHeld } from './use-held.ts';

type Props = {
  readonly session: KeypadSession;
  readonly pad: KeypadView;
  readonly fixed: boolean;
  /** Otherwise the keys are out of sight and keep their place. */
  readonly ready: boolean;
  /** Gives the focus back to the field. */
  readonly onClose: () => void;
};

/** What a layout gets to place the keys. */
export type Keys = {
  readonly pad: KeypadView;
  readonly current: number;
  readonly setCurrent: (cell: number) => void;
  readonly session: KeypadSession;
  readonly close: () => void;
};

/** The software keyboard. Only key ids leave it; characters are known to the main process alone. */
export function Keypad({ session, pad, fixed, ready, onClose }: Props): ReactElement {
  const { texts } = useTexts();
  const hint = useId();
  const section = useRef<HTMLElement>(null);
  const [current, setCurrent] = useState(0);
  const tenkey = pad.blocks.length === 1;
  const cells = pad.blocks.reduce((sum, block) => sum + block.keys.length, 0);
  useHeld(section);

  useLayoutEffect(() => {
    // Absolute: inside a custom property a relative address would be the style sheet's.
    const address = new URL(pad.glyphs, document.baseURI).href;
    section.current?.style.setProperty('--glyphs', `url(${JSON.stringify(address)})`);
    section.current?.style.setProperty('--cells', String(cells));
  }, [pad.glyphs, cells]);

  const close = (): void => {
    session.hide();
    onClose();
  };

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
    const keys = [...(section.current?.querySelectorAll<HTMLElement>('.key--char') ?? [])];
    const next = nextKey(
      keys.map((key) => key.getBoundingClientRect()),
      keys.indexOf(event.target),
      event.key,
    );
    keys[next]?.focus();
  };

  const keys: Keys = { pad, current: Math.min(current, cells - 1), setCurrent, session, close };
  return (
    <section
      ref={section}
      className={ready ? 'keypad' : 'keypad keypad--away'}
      aria-label={tenkey ? texts.keypad.tenkey : texts.keypad.board}
      aria-describedby={hint}
      onKeyDown={onKeyDown}
    >
      <div className="keypad__head">
        <h2>
          <Icon name="keys" />
          {tenkey ? texts.keypad.tenkey : texts.keypad.board}
        </h2>
        {!tenkey && <span className="muted hide-narrow">{texts.keypad.shuffles}</span>}
        <span className="sr-only" id={hint}>
          {texts.keypad.keyHint}
        </span>
        <label className="check">
          {texts.keypad.fixed}
          <input
            type="checkbox"
            role="switch"
            checked={fixed}
            onChange={(event) => {
              session.setFixed(event.target.checked);
            }}
          />
        </label>
        {tenkey && (
          <button
            type="button"
            className="keypad__close"
            aria-label={texts.keypad.close}
            title={texts.keypad.close}
            onClick={close}
          >
            <Icon name="down" />
          </button>
        )}
      </div>
      {tenkey ? <Tenkey keys={keys} /> : <Board keys={keys} />}
    </section>
  );
}
