import type { ReactElement } from 'react';
import { useTexts } from '../components/app-context.ts';
import type { BlockName } from '../bridge/view-types.ts';

type Props = {
  readonly block: BlockName;
  /** Position in the block, from 0. */
  readonly index: number;
  /** Position on the picture, and how many cells it has. */
  readonly cell: number;
  readonly cells: number;
  readonly tabStop: boolean;
  readonly onPress: () => void;
  readonly onFocus: () => void;
};

/** A key whose face is a cut-out of the picture: what it stands for is nowhere in the document. */
export function Key({ block, index, cell, cells, tabStop, onPress, onFocus }: Props): ReactElement {
  const { texts } = useTexts();
  const across = cells > 1 ? (cell / (cells - 1)) * 100 : 0;
  return (
    <button
      type="button"
      className="key key--char"
      data-block={block}
      data-index={index}
      aria-label={texts.keypad.key(texts.keypad.blocks[block], index + 1)}
      tabIndex={tabStop ? 0 : -1}
      onFocus={onFocus}
      onClick={onPress}
    >
      <span className="key__face" style={{ maskPosition: `${String(across)}% 0` }} />
    </button>
  );
}
