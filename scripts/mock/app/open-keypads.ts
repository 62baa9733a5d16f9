import type { KeypadPurpose } from '../../../src-main/contract/calls.ts';
import { Keypads } from '../../../src-main/keypad/keypads.ts';
import { layoutFor } from '../../../src-main/keypad/layout.ts';
import { Pad } from '../../../src-main/keypad/pad.ts';

/** A keypad whose order is known, so that a script can press its keys as a customer presses them. */
export class OpenKeypads extends Keypads {
  #mine: Pad | null = null;

  constructor() {
    super(
      (pad) => pad,
      () => undefined,
    );
  }

  enter(purpose: KeypadPurpose, max: number, text: string): string {
    const blocks = layoutFor(purpose);
    const pad = new Pad(purpose, max, blocks);
    const keys = pad.view('').blocks.flatMap((block) => block.keys);
    const characters = blocks.flatMap((block) => block.characters);
    for (const character of text) {
      const key = keys[characters.indexOf(character)];
      if (key === undefined) throw new Error('this keypad has no key for that');
      pad.press(key);
    }
    this.#mine = pad;
    return pad.id;
  }

  override find(id: string): Pad | null {
    return this.#mine?.id === id ? this.#mine : super.find(id);
  }

  override close(): void {
    this.#mine?.wipe();
    this.#mine = null;
    super.close();
  }
}
