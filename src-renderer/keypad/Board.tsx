import { Fragment, useId, type ReactElement } from 'react';
import { useTexts } from '../components/app-context.ts';
import { Icon } from '../components/Icon.tsx';
import { keysOf } from './key-row.tsx';
import type { Keys } from './Keypad.tsx';

/** The full keyboard: a block per kind of character, so that no Shift is needed. */
export function Board({ keys }: { readonly keys: Keys }): ReactElement {
  const { texts } = useTexts();
  const id = useId();
  const { blocks } = keys.pad;
  return (
    <div className="board">
      {blocks.map((block, index) => {
        const tail = index === blocks.length - 1 ? ' board__tail' : '';
        const ten = index === 0 || tail !== '' ? ' board__block--ten' : '';
        const label = `${id}${block.name}`;
        return (
          <Fragment key={block.name}>
            <span className={`board__label${tail}`} id={label}>
              {texts.keypad.blocks[block.name]}
            </span>
            <div className={`board__block${ten}${tail}`} role="group" aria-labelledby={label}>
              {keysOf(keys, index)}
            </div>
            {index === 0 && <EraseKey keys={keys} />}
          </Fragment>
        );
      })}
      <div className="board__tail-group">
        <button type="button" className="key key--do" onClick={keys.session.clear}>
          {texts.keypad.clear}
        </button>
        <button type="button" className="key key--do" onClick={keys.close}>
          <Icon name="down" />
          {texts.keypad.close}
        </button>
      </div>
    </div>
  );
}

export function EraseKey({ keys }: { readonly keys: Keys }): ReactElement {
  const { texts } = useTexts();
  return (
    <button type="button" className="key key--do" onClick={keys.session.erase}>
      <Icon name="back" />
      {texts.keypad.erase}
    </button>
  );
}
