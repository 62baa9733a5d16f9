import { randomBytes } from 'node:crypto';
import type { Entered, KeypadPurpose } from '../contract/calls.ts';
import type { KeypadView } from '../contract/views.ts';
import { glyphSprite } from './glyphs.ts';
import { layoutFor, type Block } from './layout.ts';
import { shuffle } from './shuffle.ts';
import { namesSheet } from './spoken-names.ts';

const newId = (): string => randomBytes(16).toString('base64url');

/** Keeps each block's order from one opening to the next while the customer wants it fixed. Memory only. */
export type Orders = Map<KeypadPurpose, readonly Block[]>;

/**
 * One opening of the software keyboard. Key ids are random and mean nothing outside of it; the entered bytes live in one
 * buffer that is made at full size at once, so that no copy is left behind by growing, and is zeroed by `wipe`.
 */
export class Pad {
  readonly id = newId();
  readonly purpose: KeypadPurpose;
  readonly max: number;
  readonly #bytes: Buffer;
  readonly #blocks: readonly Block[];
  readonly #characters = new Map<string, number>();
  readonly #view: KeypadView['blocks'];
  #length = 0;

  constructor(purpose: KeypadPurpose, max: number, blocks: readonly Block[]) {
    this.purpose = purpose;
    this.max = max;
    this.#bytes = Buffer.alloc(max);
    this.#blocks = blocks;
    this.#view = blocks.map((block) => ({
      name: block.name,
      keys: block.characters.map((character) => {
        const key = newId();
        this.#characters.set(key, character.charCodeAt(0));
        return key;
      }),
    }));
  }

  /** `glyphs` and `names`: where the page finds the faces, and, where the bank allows it, the names to be spoken. */
  view(glyphs: string, names: string | null = null): KeypadView {
    return { pad: this.id, glyphs, names, blocks: this.#view, length: this.#length, max: this.max };
  }

  sprite(): string {
    return glyphSprite(this.#blocks.flatMap((block) => block.characters));
  }

  names(): string {
    return namesSheet(this.#blocks);
  }

  /** `null` when this opening has no such key. A full buffer takes no more. */
  press(key: string): Entered | null {
    const code = this.#characters.get(key);
    if (code === undefined) return null;
    if (this.#length < this.max) {
      this.#bytes[this.#length] = code;
      this.#length += 1;
    }
    return this.entered();
  }

  erase(): Entered {
    if (this.#length > 0) {
      this.#length -= 1;
      this.#bytes[this.#length] = 0;
    }
    return this.entered();
  }

  wipe(): Entered {
    this.#bytes.fill(0);
    this.#length = 0;
    return this.entered();
  }

  entered(): Entered {
    return { length: this.#length, full: this.#length === this.max };
  }

  /**
   * Lends the entered bytes to `use` and wipes them whatever comes of it. What is lent is taken out of the pad first: a pad
   * that is wiped meanwhile (the screen locks, the window goes) must not turn what is being sealed into another secret.
   */
  async spend<T>(use: (bytes: Uint8Array) => Promise<T>): Promise<T> {
    const lent = Buffer.alloc(this.#length);
    this.#bytes.copy(lent);
    this.wipe();
    try {
      return await use(lent);
    } finally {
      lent.fill(0);
    }
  }
}

/** A layout with each block in an order of its own. */
export function shuffled(purpose: KeypadPurpose): readonly Block[] {
  return layoutFor(purpose).map(({ name, characters }) => ({ name, characters: shuffle(characters) }));
}

/** A new opening: shuffled within each block, or in the order of the last one when `fixed`. */
export function openPad(purpose: KeypadPurpose, max: number, fixed: boolean, orders: Orders): Pad {
  const kept = fixed ? orders.get(purpose) : undefined;
  const blocks = kept ?? shuffled(purpose);
  orders.set(purpose, blocks);
  return new Pad(purpose, max, blocks);
}
