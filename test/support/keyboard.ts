import type { Locator } from 'playwright-core';
import { keypadFaces, type AppDriver } from './app-driver.ts';

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

/** More stops than any screen has. */
const maxStops = 80;

/** Goes there with the Tab key, as somebody without a mouse does; throws when it cannot be reached. */
export async function tabTo(app: AppDriver, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < maxStops; stops += 1) {
    if (await hasFocus(target)) return;
    await app.page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key does not reach ${target.toString()}`);
}

/** To the button with this name by Tab, and Enter. */
export async function pressByKeyboard(app: AppDriver, name: string): Promise<void> {
  await tabTo(app, app.page.getByRole('button', { name, exact: true }));
  await app.page.keyboard.press('Enter');
}

type Key = { readonly x: number; readonly y: number };

/** Where each key is, in the order of the keys, and which has the focus. */
async function keyPlaces(app: AppDriver): Promise<{ readonly keys: readonly Key[]; readonly focused: number }> {
  return app.page.locator('button[data-block]').evaluateAll((keys) => ({
    keys: keys.map((key) => {
      const { left, top, width, height } = key.getBoundingClientRect();
      return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
    }),
    focused: keys.findIndex((key) => key === document.activeElement),
  }));
}

/** One step of the arrow keys nearer to the wanted key: first to its row, then along it. */
function arrowTowards(from: Key, to: Key): string {
  if (Math.abs(from.y - to.y) > 4) return from.y < to.y ? 'ArrowDown' : 'ArrowUp';
  return from.x < to.x ? 'ArrowRight' : 'ArrowLeft';
}

/** Enters a secret on the software keyboard with the arrow keys and Enter. */
export async function enterByKeyboard(app: AppDriver, secret: string): Promise<void> {
  const keys = app.page.locator('button[data-block]');
  await keys.first().waitFor();
  const faces = await keypadFaces(app);
  for (let stops = 0; (await keyPlaces(app)).focused < 0; stops += 1) {
    if (stops > maxStops) throw new Error('the Tab key does not reach the software keyboard');
    await app.page.keyboard.press('Tab');
  }
  for (const character of secret) {
    const wanted = faces.indexOf(character);
    for (let steps = 0; ; steps += 1) {
      const { keys: places, focused } = await keyPlaces(app);
      if (focused === wanted) break;
      const [from, to] = [places[focused], places[wanted]];
      if (from === undefined || to === undefined || steps > maxStops) {
        throw new Error('the arrow keys do not reach a key');
      }
      await app.page.keyboard.press(arrowTowards(from, to));
    }
    await app.page.keyboard.press('Enter');
  }
  await app.entered(secret.length);
}
