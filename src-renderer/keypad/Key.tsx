import { memo, type ReactElement } from 'react';
import { useTexts } from '../components/app-context.ts';
import type { BlockName } from '../bridge/view-types.ts';

type Props = {
  readonly id: string;
  readonly block: BlockName;
  /** Position in the block, from 0. */
  readonly index: number;
  /** Position on the picture, and how many cells it has. */
  readonly cell: number;
  readonly cells: number;
  readonly onPress: (key: string) => void;
};

/**
 * A key whose face is a cut-out of the picture: what it stands for is nowhere in the document. Where a customer wants it
 * spoken, a style sheet puts it before the name (docs/adr/0008). Drawn anew only when it changes: a press draws no key.
 */
export const Key = memo(function Key(props: Props): ReactElement {
  const { id, block, index, cell, cells, onPress } = props;
  const { texts } = useTexts();
  const across = cells > 1 ? (cell / (cells - 1)) * 100 : 0;
  return (
    <button
      type="button"
      className="key key--char"
      data-block={block}
      data-index={index}
      // The first one at first; from then on `useTabStop` moves it.
      tabIndex={cell === 0 ? 0 : -1}
      onClick={() => {
        onPress(id);
      }}
    >
      <span className="key__face" style={{ maskPosition: `${String(across)}% 0` }} />
      <span className="sr-only key__name" data-cell={cell}>
        {texts.keypad.key(texts.keypad.blocks[block], index + 1)}
      </span>
    </button>
  );
});
