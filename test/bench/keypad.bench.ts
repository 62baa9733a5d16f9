import { say } from '../../scripts/prepare/say.mjs';
import type { AppDriver } from '../support/app-driver.ts';
import { offerElectron } from '../support/electron.ts';
import { toPassword } from '../support/keypad-stage.ts';
import { Stage } from '../support/stage.ts';
import { MachineBusy, type Bench, type Figure } from './bench.ts';
import { frame, painted, percentile, takeSamples, watchPresses, type Sample } from './press-watch.ts';

/** Presses by pointer and moves by arrow key in a round, and the rounds that are judged together. */
const presses = 15;
const wantedRounds = 8;
const mostRounds = 32;
/**
 * What an empty frame may take at p95 in a round that counts, milliseconds. Where even that takes longer others keep the
 * processor, and the round says nothing about the keypad. A round is chosen by this alone, never by its presses.
 */
const quiet = 8;

/** Presses on the full keyboard in the real window, as a hand does it: the key goes down, is seen, comes up, is seen. */
async function round(app: AppDriver, start: number): Promise<readonly Sample[]> {
  const { page } = app;
  const keys = page.locator('button[data-block]');
  const spots = await keys.evaluateAll((all) =>
    all.map((key) => {
      const { left, top, width, height } = key.getBoundingClientRect();
      return [left + width / 2, top + height / 2] as const;
    }),
  );
  await takeSamples(app);
  // Each input is followed by an empty frame, which is a sample, too.
  let count = 0;
  const settle = async (): Promise<void> => {
    await painted(app, count);
    count += 1;
  };
  for (let press = 0; press < presses; press += 1) {
    const [x, y] = spots[((start + press) * 31) % spots.length] ?? [0, 0];
    if (press % 11 === 0) await page.getByRole('button', { name: 'すべて消去' }).click();
    await page.mouse.move(x, y);
    await settle();
    await page.mouse.down();
    count += 1;
    await settle();
    await page.mouse.up();
    count += 1;
    await settle();
  }
  await keys.nth(spots.length / 2).focus();
  for (let press = 0; press < presses; press += 1) {
    await settle();
    await page.keyboard.press('ArrowLeft');
    count += 1;
  }
  await settle();
  return await takeSamples(app);
}

/** Rounds until enough were quiet. */
async function measure(
  app: AppDriver,
): Promise<{ samples: readonly Sample[]; busy: readonly Sample[]; quietRounds: number }> {
  // The first press draws what was never drawn: it is no sample.
  await app.page.locator('button[data-block]').first().click();
  await watchPresses(app);
  const samples: Sample[] = [];
  const busy: Sample[] = [];
  let quietRounds = 0;
  for (let number = 0; number < mostRounds && quietRounds < wantedRounds; number += 1) {
    const found = await round(app, number * presses);
    const idle = percentile(found, 'idle', 0.95);
    const verdict = idle <= quiet ? 'counts' : 'does not count: the machine is busy';
    say(`Round ${String(number + 1)}: an empty frame takes ${String(idle)} ms at p95; ${verdict}.`);
    (idle <= quiet ? samples : busy).push(...found);
    if (idle <= quiet) quietRounds += 1;
  }
  return { samples, busy, quietRounds };
}

const figure = (name: string, samples: readonly Sample[], type: Sample['type'], limit: number): Figure => ({
  name,
  value: percentile(samples, type, 0.95),
  limit,
  unit: 'ms',
  samples: samples.filter((sample) => sample.type === type).length,
});

const figures = (samples: readonly Sample[]): readonly Figure[] => [
  figure('press to paint, p95: every face is hidden', samples, 'pointerdown', frame),
  figure('release to paint, p95: the dot is in the field', samples, 'click', frame),
  figure('arrow key to paint, p95: the focus is on the next key', samples, 'keydown', frame),
  figure('the machine by itself, p95: an empty frame in between', samples, 'idle', quiet),
];

export const bench: Bench = async () => {
  await offerElectron();
  const stage = await Stage.open({ persona: 'keiri-taro' });
  try {
    const { samples, busy, quietRounds } = await measure(await toPassword(stage));
    if (quietRounds < wantedRounds)
      throw new MachineBusy(`only ${String(quietRounds)} of ${String(mostRounds)} rounds were quiet`, figures(busy));
    return figures(samples);
  } finally {
    await stage.close();
  }
};
