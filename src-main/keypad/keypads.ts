import type { KeypadEnd, KeypadPurpose } from '../contract/calls.ts';
import type { KeypadView } from '../contract/views.ts';
import { openPad, type Orders, type Pad } from './pad.ts';
import { Patience, type After } from './patience.ts';

type Address = (pad: string) => string;

export type KeypadOptions = {
  readonly after: After;
  /** Where the page finds the names of a pad's keys; `null`: the bank does not want characters spoken. */
  readonly names: Address | null;
};

/** The process's own timer; it keeps nothing running. */
export const systemTimer: After = (milliseconds, then) => {
  const timer = setTimeout(then, milliseconds);
  timer.unref();
  return () => {
    clearTimeout(timer);
  };
};

type Open = {
  readonly pad: Pad;
  readonly ended: Promise<KeypadEnd>;
  readonly tellEnd: (reason: KeypadEnd) => void;
  /** The customer asked to have the characters spoken, on this opening. */
  spoken: boolean;
};

function opened(pad: Pad): Open {
  let tellEnd: Open['tellEnd'] = () => undefined;
  const ended = new Promise<KeypadEnd>((resolve) => {
    tellEnd = resolve;
  });
  return { pad, ended, tellEnd, spoken: false };
}

/** At most one keypad is open. Opening another, being left alone, or anything that ends the step wipes it. */
export class Keypads {
  readonly #orders: Orders = new Map();
  readonly #glyphs: Address;
  readonly #names: Address | null;
  readonly #onOpenChange: (open: boolean) => void;
  readonly #patience: Patience;
  #open: Open | null = null;

  /** `glyphs` tells where the page finds the picture of a pad's keys; `onOpenChange` guards the screen meanwhile. */
  constructor(
    glyphs: Address,
    onOpenChange: (open: boolean) => void,
    { after, names }: KeypadOptions = { after: systemTimer, names: null },
  ) {
    this.#glyphs = glyphs;
    this.#onOpenChange = onOpenChange;
    this.#names = names;
    this.#patience = new Patience(after, (reason) => {
      this.end(reason);
    });
  }

  open(purpose: KeypadPurpose, max: number, fixed: boolean): KeypadView {
    this.close();
    const pad = openPad(purpose, max, fixed, this.#orders);
    this.#open = opened(pad);
    this.#patience.start();
    this.#onOpenChange(true);
    return pad.view(this.#glyphs(pad.id), this.#names?.(pad.id) ?? null);
  }

  find(id: string): Pad | null {
    return this.#open?.pad.id === id ? this.#open.pad : null;
  }

  /** As `find`, by the customer's own doing: he is there. */
  use(id: string): Pad | null {
    const pad = this.find(id);
    if (pad !== null) this.#patience.touch();
    return pad;
  }

  /** Resolves with the reason when the pad ends; one that is not open has ended. */
  ended(id: string): Promise<KeypadEnd> {
    return this.#open?.pad.id === id ? this.#open.ended : Promise.resolve('closed');
  }

  /** Whether the names are served from now on; never where the bank forbids it. */
  speak(id: string, on: boolean): boolean {
    if (this.#open?.pad.id !== id) return false;
    this.#open.spoken = on && this.#names !== null;
    return this.#open.spoken;
  }

  /** The style sheet that speaks the keys of a pad, while the customer wants it. */
  names(id: string): string | null {
    return this.#open?.pad.id === id && this.#open.spoken ? this.#open.pad.names() : null;
  }

  /** The window got or lost the focus. */
  focus(focused: boolean): void {
    this.#patience.focus(focused);
  }

  close(): void {
    this.end('closed');
  }

  end(reason: KeypadEnd): void {
    const open = this.#open;
    if (open === null) return;
    this.#patience.stop();
    open.pad.wipe();
    this.#open = null;
    open.tellEnd(reason);
    this.#onOpenChange(false);
  }
}
