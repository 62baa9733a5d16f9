/** Numbers the views of one window, so that it can drop one that comes late. */
export class Numbering {
  #current = 0;

  get current(): number {
    return this.#current;
  }

  next(): void {
    this.#current += 1;
  }
}
