import type { ReactElement } from 'react';
import type { Keys } from './Keypad.tsx';
import { Key } from './Key.tsx';

/** The keys of one block, in its order. */
export function keysOf({ pad, session }: Keys, blockIndex: number): readonly ReactElement[] {
  const block = pad.blocks[blockIndex];
  if (block === undefined) return [];
  const before = pad.blocks.slice(0, blockIndex).reduce((sum, { keys }) => sum + keys.length, 0);
  const cells = pad.blocks.reduce((sum, { keys }) => sum + keys.length, 0);
  return block.keys.map((key, index) => {
    const cell = before + index;
    return (
      <Key key={key} id={key} block={block.name} index={index} cell={cell} cells={cells} onPress={session.press} />
    );
  });
}
