/** A little later than the server, so that its word (and not our clock) ends the flow. Milliseconds. */
const grace = 1000;

/** Calls when the time of the last snapshot is over. */
export class Expiry {
  readonly #over: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(over: () => void) {
    this.#over = over;
  }

  watch({ expiresAt, serverTime }: { readonly expiresAt: string; readonly serverTime: string }): void {
    this.stop();
    const left = Date.parse(expiresAt) - Date.parse(serverTime);
    this.#timer = setTimeout(this.#over, Math.max(0, left) + grace);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
