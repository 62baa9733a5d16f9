import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppDriver } from '../support/app-driver.ts';
import { entered, toInquiryPin, toPassword } from '../support/keypad-stage.ts';
import { Stage } from '../support/stage.ts';
import { customerOf } from '../support/tour.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Media = Parameters<AppDriver['page']['emulateMedia']>[0];
type Mode = {
  readonly name: string;
  readonly media?: Media;
  readonly size?: readonly [width: number, height: number];
  readonly zoom?: number;
  readonly large?: boolean;
};

const usual = [1040, 760] as const;
const modes: readonly Mode[] = [
  { name: 'light', media: { colorScheme: 'light' } },
  { name: 'dark', media: { colorScheme: 'dark' } },
  { name: 'high contrast', media: { contrast: 'more' } },
  { name: 'forced colours', media: { forcedColors: 'active' } },
  { name: 'reduced motion', media: { reducedMotion: 'reduce' } },
  { name: 'large keys', large: true },
  { name: 'large keys, dark', large: true, media: { colorScheme: 'dark' } },
  { name: 'large keys, forced colours', large: true, media: { forcedColors: 'active' } },
  { name: '640 px', size: [640, 760] },
  { name: '640 px, large keys', size: [640, 760], large: true },
  { name: '200 %', zoom: 2 },
  { name: '200 %, large keys', zoom: 2, large: true },
];

/** The window as a customer has set it up; resolves when the page has its new size. */
async function enterMode(app: AppDriver, mode: Mode): Promise<void> {
  const [width, height] = mode.size ?? usual;
  const zoom = mode.zoom ?? 1;
  await app.page.emulateMedia({
    colorScheme: 'light',
    contrast: 'no-preference',
    forcedColors: 'none',
    reducedMotion: 'no-preference',
    ...mode.media,
  });
  await app.application.evaluate(
    ({ BrowserWindow }, [w, h, z]) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(w, h);
      window?.webContents.setZoomFactor(z);
    },
    [width, height, zoom] as const,
  );
  await app.page.waitForFunction((wanted) => Math.abs(innerWidth - wanted) < 2, width / zoom);
  const settings = app.page.getByRole('button', { name: 'キーの設定' });
  await settings.click();
  await app.page.getByRole('switch', { name: '大きいキー' }).setChecked(mode.large ?? false);
  if (mode.name === 'light') await expectNoFinding(app);
  await settings.click();
}

async function expectNoFinding(app: AppDriver): Promise<void> {
  await app.page.evaluate(axe);
  const violations = await app.page.evaluate(async () => {
    const tool = Reflect.get(globalThis, 'axe') as {
      run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
    };
    return (await tool.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  expect(violations).toEqual([]);
}

/**
 * Every key is whole, big enough for a finger, with a face in it; the page scrolls no sideways, and where its middle part scrolls
 * the window itself does not.
 */
async function expectUsable(app: AppDriver, large: boolean): Promise<void> {
  const found = await app.page.evaluate(() => {
    const keypad = document.querySelector('.keypad');
    const keys = [...document.querySelectorAll<HTMLElement>('.keypad .key')];
    const shapes = keys.map((key) => key.getBoundingClientRect());
    const cut = keys.filter((key) => key.scrollWidth > key.clientWidth + 1).map((key) => key.textContent);
    const overlapping = shapes.some((a, index) =>
      shapes
        .slice(index + 1)
        .some((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1),
    );
    const faces = [...document.querySelectorAll('.key__face')].map((face) => face.getBoundingClientRect().width);
    return {
      width: Math.min(...shapes.map(({ width }) => width)),
      height: Math.min(...shapes.map(({ height }) => height)),
      face: Math.min(...faces),
      sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      twice:
        getComputedStyle(document.querySelector('.body') ?? document.body).overflowY === 'auto'
          ? document.documentElement.scrollHeight - document.documentElement.clientHeight
          : 0,
      inside: (keypad?.scrollWidth ?? 1) <= (keypad?.clientWidth ?? 0) + 1,
      overlapping,
      cut,
    };
  });
  expect(found).toMatchObject({ sideways: 0, twice: 0, inside: true, overlapping: false, cut: [] });
  expect(found.width).toBeGreaterThanOrEqual(43.9);
  expect(found.height).toBeGreaterThanOrEqual(43.9);
  expect(found.face).toBeGreaterThanOrEqual(large ? 43.9 : 27.9);
}

/** A key that gets the focus by an arrow is not under the field or the title. */
async function expectFocusInSight(app: AppDriver): Promise<void> {
  await app.page.locator('button[data-block]').last().focus();
  for (const arrow of ['Home', 'ArrowRight', 'End', 'ArrowUp', 'ArrowUp']) {
    await app.page.keyboard.press(arrow);
    const inSight = await app.page.evaluate(() => {
      const key = document.activeElement;
      const box = key?.getBoundingClientRect();
      if (key === null || box === undefined || !key.matches('button[data-block]')) return false;
      const spots = [box.top + 4, box.bottom - 4].map((y) => document.elementFromPoint(box.left + box.width / 2, y));
      return spots.every((spot) => spot !== null && key.contains(spot));
    });
    expect(inSight, arrow).toBe(true);
  }
}

/** What is said to somebody who typed does not lie below the window's edge. */
async function expectRefusalInSight(app: AppDriver): Promise<void> {
  const note = app.page.locator('.keypad__note[data-said="refused"]');
  await note.waitFor();
  const inSight = await note.evaluate((line) => {
    const { left, top, bottom } = line.getBoundingClientRect();
    return [top + 2, bottom - 2].every((y) => document.elementFromPoint(left + 20, y) === line);
  });
  expect(inSight).toBe(true);
}

const forms = ['full', 'ten-key'] as const;

describe.each(forms)('the keypad in every mode: %s', (form) => {
  let stage: Stage;
  let app: AppDriver;
  beforeAll(async () => {
    stage = await Stage.open({ persona: 'keiri-taro' });
    app = await toPassword(stage);
    if (form === 'ten-key') await toInquiryPin(app, await customerOf('keiri-taro'));
  });
  afterAll(async () => {
    await stage.close();
  });

  it.each(modes)('$name: no finding of axe-core, every key whole and at hand', async (mode) => {
    await enterMode(app, mode);
    await expectUsable(app, mode.large ?? false);
    await expectNoFinding(app);
    await expectFocusInSight(app);
    // A press still enters, and a full field and a refused letter are shown without a finding.
    const keys = app.page.locator('button[data-block]');
    await app.press('すべて消去');
    await keys.last().click();
    await entered(app, 1);
    await app.page.keyboard.press('x');
    await expectRefusalInSight(app);
    await expectUsable(app, mode.large ?? false);
    await expectNoFinding(app);
  });
});
