/** How often a module that fails is tried again: `max` times in `perMs` after the first failure. */
export class RestartBudget {
  readonly #max: number;
  readonly #perMs: number;
  #failures: readonly number[] = [];

  constructor(max: number, perMs: number) {
    this.#max = max;
    this.#perMs = perMs;
  }

  failed(now: number): void {
    this.#failures = [...this.#recent(now), now];
  }

  allows(now: number): boolean {
    return this.#recent(now).length <= this.#max;
  }

  #recent(now: number): readonly number[] {
    return this.#failures.filter((at) => now - at < this.#perMs);
  }
}
