import type { Browser, Page } from 'playwright-core';
import { buildPage } from '../../../scripts/gallery/build-page.ts';
import { servePage } from '../../../scripts/gallery/serve-page.ts';
import type {} from '../../../src-renderer/gallery/gallery-window.ts';
import { launchChromium } from '../chromium.ts';

export type Theme = 'light' | 'dark' | 'forced';
export type Language = 'ja' | 'en';
export type Size = { readonly width: number; readonly height: number };

/** One picture: which scene, how, and how big the window is in CSS pixels. */
export type Shot = {
  readonly scene: string;
  readonly language: Language;
  readonly theme: Theme;
  readonly size: Size;
};

export const sizes = {
  /** The window as it opens on a small screen. */
  usual: { width: 1024, height: 720 },
  /** 200 % of 1280 × 800. */
  half: { width: 640, height: 400 },
  /** 200 % of 1024 × 720, the window as it opens. */
  zoomed: { width: 512, height: 360 },
} as const satisfies Record<string, Size>;

export type Stage = {
  readonly scenes: readonly string[];
  /** Shows each shot on one of the pages and does `work` there; in the order of `shots` on each page. */
  readonly each: (shots: readonly Shot[], work: (page: Page, shot: Shot) => Promise<void>) => Promise<void>;
  readonly close: () => Promise<void>;
};

async function open(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: sizes.usual, reducedMotion: 'reduce', locale: 'ja-JP' });
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(address);
  await page.waitForFunction(() => window.gallery !== undefined);
  return page;
}

async function show(page: Page, { scene, language, theme, size }: Shot): Promise<void> {
  await page.setViewportSize(size);
  await page.emulateMedia({
    forcedColors: theme === 'forced' ? 'active' : 'none',
    colorScheme: theme === 'dark' ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  await page.evaluate(
    (what) => window.gallery?.show(what),
    theme === 'forced' ? { scene, language } : { scene, language, theme },
  );
}

/** The gallery's page in one browser, on as many pages as there are cores to draw them. */
export async function openStage(pages = 2): Promise<Stage> {
  await buildPage();
  const served = await servePage();
  const browser = await launchChromium();
  const opened = await Promise.all(Array.from({ length: pages }, () => open(browser, served.address)));
  const [first] = opened;
  const scenes = (await first?.evaluate(() => window.gallery?.names)) ?? [];
  return {
    scenes,
    each: async (shots, work) => {
      const waiting = [...shots];
      await Promise.all(
        opened.map(async (page) => {
          for (let shot = waiting.shift(); shot !== undefined; shot = waiting.shift()) {
            await show(page, shot);
            await work(page, shot);
          }
        }),
      );
    },
    close: async () => {
      await browser.close();
      await served.close();
    },
  };
}
