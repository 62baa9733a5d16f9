import { randomBytes } from 'node:crypto';
import type { Entered, KeypadPurpose } from '../contract/calls.ts';
import type { KeypadView } from '../contract/views.ts';
import { glyphSprite } from './glyphs.ts';
import { layoutFor, type Block } from './layout.ts';
import { shuffle } from './shuffle.ts';

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

  view(glyphs: string): KeypadView {
    return { pad: this.id, glyphs, blocks: this.#view, length: this.#length, max: this.max };
  }

  sprite(): string {
    return glyphSprite(this.#blocks.flatMap((block) => block.characters));
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

  /** Lends the entered bytes to `use` and wipes them whatever comes of it. */
  async spend<T>(use: (bytes: Uint8Array) => Promise<T>): Promise<T> {
    try {
      return await use(this.#bytes.subarray(0, this.#length));
    } finally {
      this.wipe();
    }
  }
}

/** A new opening: shuffled within each block, or in the order of the last one when `fixed`. */
export function openPad(purpose: KeypadPurpose, max: number, fixed: boolean, orders: Orders): Pad {
  const kept = fixed ? orders.get(purpose) : undefined;
  const blocks =
    kept ?? layoutFor(purpose).map((block) => ({ name: block.name, characters: shuffle(block.characters) }));
  orders.set(purpose, blocks);
  return new Pad(purpose, max, blocks);
}
