import type { KeypadPurpose } from '../contract/calls.ts';
import type { KeypadView } from '../contract/views.ts';
import { openPad, type Orders, type Pad } from './pad.ts';

/** At most one keypad is open. Opening another, or anything that ends the step, wipes it. */
export class Keypads {
  readonly #orders: Orders = new Map();
  readonly #address: (pad: string) => string;
  readonly #onOpenChange: (open: boolean) => void;
  #pad: Pad | null = null;

  /** `address` tells where the page finds the picture of a pad's keys; `onOpenChange` guards the screen meanwhile. */
  constructor(address: (pad: string) => string, onOpenChange: (open: boolean) => void) {
    this.#address = address;
    this.#onOpenChange = onOpenChange;
  }

  open(purpose: KeypadPurpose, max: number, fixed: boolean): KeypadView {
    this.close();
    this.#pad = openPad(purpose, max, fixed, this.#orders);
    this.#onOpenChange(true);
    return this.#pad.view(this.#address(this.#pad.id));
  }

  find(id: string): Pad | null {
    return this.#pad?.id === id ? this.#pad : null;
  }

  close(): void {
    if (this.#pad === null) return;
    this.#pad.wipe();
    this.#pad = null;
    this.#onOpenChange(false);
  }
}
