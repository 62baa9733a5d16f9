import type { View } from '../contract/views.ts';

type Parts = {
  /** What the window shows; `null` before there is anything. */
  readonly view: () => View | null;
  /** Has the window put the question. */
  readonly ask: () => void;
  /** Cancels the procedure: the TPP is told. */
  readonly cancel: () => Promise<View>;
  /** Closes the window for good. */
  readonly close: () => void;
};

/**
 * Asks once before the window goes in the middle of a procedure. A second press on the close button is an answer, so that
 * a window which draws nothing any more can still be closed.
 */
export class CloseQuestion {
  readonly #parts: Parts;
  #state: 'idle' | 'asked' | 'leaving' = 'idle';

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The close button was pressed. `false`: the window stays for now. */
  mayClose(): boolean {
    if (this.#state === 'leaving' || !underWay(this.#parts.view())) return true;
    if (this.#state === 'asked') {
      void this.answer(true);
      return false;
    }
    this.#state = 'asked';
    this.#parts.ask();
    return false;
  }

  /** The app or the system ends: nobody is there to answer. */
  quitting(): void {
    this.#state = 'leaving';
  }

  async answer(leave: boolean): Promise<void> {
    if (!leave) {
      this.#state = 'idle';
      return;
    }
    this.#state = 'leaving';
    const after = underWay(this.#parts.view()) ? await this.#parts.cancel() : null;
    if (after !== null && untold(after)) this.#state = 'idle';
    else this.#parts.close();
  }
}

function underWay(view: View | null): boolean {
  // Looking at one's links asks nothing of anybody: it may just end.
  if (view?.task === 'links') return false;
  switch (view?.screen.kind) {
    case undefined:
    case 'waiting':
    case 'done':
    case 'failed':
      return false;
    default:
      return true;
  }
}

/** The TPP does not know yet: the window stays and says what can be done. */
const untold = ({ screen }: View): boolean =>
  screen.kind === 'failed' || (screen.kind === 'done' && !screen.handedBack);
