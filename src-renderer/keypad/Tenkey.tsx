import type { ReactElement } from 'react';
import { useTexts } from '../components/app-context.ts';
import { Icon } from '../components/Icon.tsx';
import { EraseKey } from './Board.tsx';
import { keysOf } from './key-row.tsx';
import type { Keys } from './Keypad.tsx';

/** Ten keys for a PIN; the last digit stands between the two that take back. */
export function Tenkey({ keys, note }: { readonly keys: Keys; readonly note: ReactElement | null }): ReactElement {
  const { texts } = useTexts();
  const digits = keysOf(keys, 0);
  return (
    <>
      <div className="tenkey" role="group" aria-label={texts.keypad.blocks.digits}>
        {digits.slice(0, 9)}
        <EraseKey keys={keys} />
        {digits.slice(9)}
        <button type="button" className="key key--do" onClick={keys.session.clear}>
          <Icon name="x" />
          {texts.keypad.clear}
        </button>
      </div>
      <div className="keypad__tools">
        {keys.settings}
        <button type="button" className="keypad__tool" onClick={keys.close}>
          <Icon name="down" />
          {texts.keypad.close}
        </button>
      </div>
      {note}
    </>
  );
}
