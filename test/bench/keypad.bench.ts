import type { AppDriver } from '../support/app-driver.ts';
import { offerElectron } from '../support/electron.ts';
import { toPassword } from '../support/keypad-stage.ts';
import { Stage } from '../support/stage.ts';
import type { Bench, Figure } from './bench.ts';

/** One frame of a 60 Hz screen, in milliseconds. */
const frame = 16.7;
const presses = 120;
/** Between two movements of a quick hand, in milliseconds. */
const pause = 80;

type Sample = { readonly type: string; readonly milliseconds: number };

/**
 * Notes for every press how long it took from the input, as the system stamped it, to the end of the frame that shows its
 * effect. A message that is posted in the frame's callback is handled after that frame's style, layout and paint.
 */
async function watchPresses(app: AppDriver): Promise<void> {
  await app.page.evaluate(() => {
    const samples: { type: string; milliseconds: number }[] = [];
    Reflect.set(globalThis, 'pressSamples', samples);
    const painted = (event: Event): void => {
      const { type, timeStamp } = event;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          samples.push({ type, milliseconds: performance.now() - timeStamp });
          port1.close();
        };
        port2.postMessage(null);
      });
    };
    const onKey = (event: Event): void => {
      if (event.target instanceof Element && event.target.closest('.key--char') !== null) painted(event);
    };
    // At the window and last: what the press itself does has been done.
    for (const type of ['pointerdown', 'click', 'keydown']) addEventListener(type, onKey);
  });
}

function percentile(samples: readonly Sample[], type: string, share: number): { value: number; samples: number } {
  const values = samples.filter((sample) => sample.type === type).map(({ milliseconds }) => milliseconds);
  if (values.length < presses / 2) throw new Error(`only ${String(values.length)} samples of ${type}`);
  values.sort((a, b) => a - b);
  const value = values[Math.min(values.length - 1, Math.ceil(share * values.length) - 1)] ?? NaN;
  return { value: Math.round(value * 10) / 10, samples: values.length };
}

/** Until `count` inputs have been painted and the hand moves on: at any moment of a frame, it keeps no time with the screen. */
async function painted(app: AppDriver, count: number): Promise<void> {
  await app.page.evaluate(
    async ([wanted, phase]) => {
      const samples = Reflect.get(globalThis, 'pressSamples') as readonly unknown[];
      const turn = (): Promise<number> => new Promise(requestAnimationFrame);
      while (samples.length < wanted) await turn();
      await turn();
      await new Promise((go) => setTimeout(go, phase));
    },
    [count, pause + Math.random() * frame] as const,
  );
}

/** Presses on the full keyboard in the real window, as a hand does it: the key goes down, is seen, comes up, is seen. */
async function measure(app: AppDriver): Promise<readonly Sample[]> {
  const { page } = app;
  const keys = page.locator('button[data-block]');
  const spots = await keys.evaluateAll((all) =>
    all.map((key) => {
      const { left, top, width, height } = key.getBoundingClientRect();
      return [left + width / 2, top + height / 2] as const;
    }),
  );
  // The first press draws what was never drawn: it is no sample.
  await keys.nth(0).click();
  await watchPresses(app);
  let count = 0;
  for (let press = 0; press < presses; press += 1) {
    const [x, y] = spots[(press * 31) % spots.length] ?? [0, 0];
    await page.mouse.move(x, y);
    await painted(app, count);
    await page.mouse.down();
    await painted(app, (count += 1));
    await page.mouse.up();
    await painted(app, (count += 1));
    if (press % 12 === 10) await page.getByRole('button', { name: 'すべて消去' }).click();
  }
  await keys.nth(spots.length / 2).focus();
  for (let press = 0; press < presses; press += 1) {
    await page.keyboard.press('ArrowLeft');
    await painted(app, (count += 1));
  }
  return await page.evaluate(() => Reflect.get(globalThis, 'pressSamples') as Sample[]);
}

export const bench: Bench = async () => {
  await offerElectron();
  const stage = await Stage.open({ persona: 'keiri-taro' });
  try {
    const samples = await measure(await toPassword(stage));
    const figure = (name: string, type: string): Figure => ({
      name,
      ...percentile(samples, type, 0.95),
      limit: frame,
      unit: 'ms',
    });
    return [
      figure('press to paint, p95: every face is hidden', 'pointerdown'),
      figure('release to paint, p95: the dot is in the field', 'click'),
      figure('arrow key to paint, p95: the focus is on the next key', 'keydown'),
    ];
  } finally {
    await stage.close();
  }
};
