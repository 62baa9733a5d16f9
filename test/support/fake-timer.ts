import type { After } from '../../src-main/keypad/patience.ts';

type Waiting = { readonly milliseconds: number; readonly then: () => void };

/** A timer that the test lets go on. */
export class FakeTimer {
  readonly #waiting = new Set<Waiting>();

  readonly after: After = (milliseconds, then) => {
    const one = { milliseconds, then };
    this.#waiting.add(one);
    return () => void this.#waiting.delete(one);
  };

  get pending(): number {
    return this.#waiting.size;
  }

  /** Ends the shortest wait; answers how long it was. */
  next(): number {
    const [first] = [...this.#waiting].sort((one, other) => one.milliseconds - other.milliseconds);
    if (first === undefined) throw new Error('nothing waits');
    this.#waiting.delete(first);
    first.then();
    return first.milliseconds;
  }
}
