import type { AppDriver } from '../support/app-driver.ts';

/** `idle`: an empty frame, asked for at a moment when nothing else was to be done. */
export type Sample = { readonly type: 'pointerdown' | 'click' | 'keydown' | 'idle'; readonly milliseconds: number };

/** Between two movements of a quick hand, milliseconds. */
const pause = 50;
/** One frame of a 60 Hz screen, milliseconds. */
export const frame = 16.7;

/**
 * Notes for every press how long it took from the input, as the system stamped it, to the end of the frame that shows its
 * effect. A message that is posted in the frame's callback is handled after that frame's style, layout and paint.
 */
export async function watchPresses(app: AppDriver): Promise<void> {
  await app.page.evaluate(() => {
    const samples: { type: string; milliseconds: number }[] = [];
    const untilPainted = (type: string, since: number): void => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          samples.push({ type, milliseconds: performance.now() - since });
          port1.close();
        };
        port2.postMessage(null);
      });
    };
    Reflect.set(globalThis, 'pressSamples', samples);
    Reflect.set(globalThis, 'untilPainted', untilPainted);
    const onKey = (event: Event): void => {
      if (event.target instanceof Element && event.target.closest('.key--char') !== null)
        untilPainted(event.type, event.timeStamp);
    };
    // At the window and last: what the press itself does has been done.
    for (const type of ['pointerdown', 'click', 'keydown']) addEventListener(type, onKey);
  });
}

/**
 * Until the last input has been painted and the hand moves on. Meanwhile an empty frame is asked for, at any moment of a frame,
 * as the next input comes: what it takes is what the machine and the display take by themselves.
 */
export async function painted(app: AppDriver, count: number): Promise<void> {
  await app.page.evaluate(
    async ([wanted, first, second]) => {
      const samples = Reflect.get(globalThis, 'pressSamples') as readonly unknown[];
      const untilPainted = Reflect.get(globalThis, 'untilPainted') as (type: string, since: number) => void;
      const turn = (): Promise<number> => new Promise(requestAnimationFrame);
      const wait = (milliseconds: number): Promise<void> => new Promise((go) => setTimeout(go, milliseconds));
      while (samples.length < wanted) await turn();
      await turn();
      await wait(first);
      untilPainted('idle', performance.now());
      while (samples.length < wanted + 1) await turn();
      await wait(second);
    },
    [count, pause + Math.random() * frame, pause + Math.random() * frame] as const,
  );
}

export async function takeSamples(app: AppDriver): Promise<readonly Sample[]> {
  return await app.page.evaluate(() => (Reflect.get(globalThis, 'pressSamples') as Sample[]).splice(0));
}

/** The value below which the share of samples lies, milliseconds to a tenth. */
export function percentile(samples: readonly Sample[], type: Sample['type'], share: number): number {
  const values = samples.filter((sample) => sample.type === type).map(({ milliseconds }) => milliseconds);
  values.sort((a, b) => a - b);
  const value = values[Math.min(values.length - 1, Math.ceil(share * values.length) - 1)] ?? NaN;
  return Math.round(value * 10) / 10;
}
