import type { After } from '../keypad/patience.ts';

/** Pauses between two attempts, in milliseconds; the last one stays. */
export const pauses = [1000, 2000, 4000, 8000, 10_000] as const;

type Ports = {
  /** Left out: nobody asks by itself, the customer does. */
  readonly after?: After | undefined;
  /** Whether the server answers. Never rejects. */
  readonly probe: () => Promise<boolean>;
  /** It does: what was interrupted goes on. While it does not arrive, the asking goes on. */
  readonly back: () => Promise<unknown>;
};

const never = (): void => undefined;

/** From the moment the server cannot be reached to its first answer: asks quietly, with growing pauses. */
export class Reconnecting {
  readonly #ports: Ports;
  #offline = false;
  #attempts = 0;
  /** Names the attempt under way; the answer to an older one is dropped. */
  #round = 0;
  #callOff = never;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  get offline(): boolean {
    return this.#offline;
  }

  /** The server did not answer. */
  start(): void {
    if (this.#offline) return;
    this.#offline = true;
    this.#attempts = 0;
    this.#wait();
  }

  /** The server answered, or nobody waits for it any more. */
  stop(): void {
    this.#offline = false;
    this.#round += 1;
    this.#callOff();
    this.#callOff = never;
  }

  /** The system says that there is a network again: no need to wait for the end of the pause. */
  hint(): void {
    if (!this.#offline) return;
    this.#attempts = 0;
    this.#callOff();
    void this.#attempt();
  }

  #wait(): void {
    const pause = pauses[this.#attempts] ?? pauses[pauses.length - 1] ?? 0;
    this.#attempts = Math.min(this.#attempts + 1, pauses.length - 1);
    this.#callOff = this.#ports.after?.(pause, () => void this.#attempt()) ?? never;
  }

  async #attempt(): Promise<void> {
    this.#round += 1;
    const mine = this.#round;
    if ((await this.#ports.probe()) && mine === this.#round) await this.#ports.back();
    if (mine === this.#round) this.#wait();
  }
}
