/** Runs `then` once after so many milliseconds; what it gives calls that off. */
export type After = (milliseconds: number, then: () => void) => () => void;

/** How long an open keypad waits for its customer, in milliseconds. */
export const patienceMs = 120_000;

const never = (): void => undefined;

/**
 * Ends what is left alone: when nobody does anything for two minutes, or when the window has been without focus for two
 * minutes whatever else happens.
 */
export class Patience {
  readonly #after: After;
  readonly #onEnd: (reason: 'idle' | 'unfocused') => void;
  #watching = false;
  #focused = true;
  #stopIdle = never;
  #stopUnfocused = never;

  constructor(after: After, onEnd: (reason: 'idle' | 'unfocused') => void) {
    this.#after = after;
    this.#onEnd = onEnd;
  }

  start(): void {
    this.stop();
    this.#watching = true;
    this.touch();
    if (!this.#focused) this.#awaitFocus();
  }

  /** Somebody is there. */
  touch(): void {
    if (!this.#watching) return;
    this.#stopIdle();
    this.#stopIdle = this.#after(patienceMs, () => {
      this.#onEnd('idle');
    });
  }

  focus(focused: boolean): void {
    if (focused === this.#focused) return;
    this.#focused = focused;
    this.#stopUnfocused();
    this.#stopUnfocused = never;
    if (this.#watching && !focused) this.#awaitFocus();
  }

  stop(): void {
    this.#watching = false;
    this.#stopIdle();
    this.#stopUnfocused();
    this.#stopIdle = never;
    this.#stopUnfocused = never;
  }

  #awaitFocus(): void {
    this.#stopUnfocused = this.#after(patienceMs, () => {
      this.#onEnd('unfocused');
    });
  }
}
