import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openStage, sizes } from '../../test/support/gallery/stage.ts';
import type { Shot } from '../../test/support/gallery/stage.ts';
import { updateFingerprints } from '../../test/support/gallery/fingerprints.ts';
import { root } from '../prepare/paths.mjs';
import { runMain, say } from '../prepare/say.mjs';
import { indexPage } from './index-page.ts';
import { fileOf } from './file-of.ts';

const out = join(root, 'out', 'gallery');

const wholePage = async (page: Page, width: number): Promise<{ width: number; height: number }> => ({
  width,
  height: await page.evaluate(() => document.documentElement.scrollHeight),
});

runMain(async () => {
  const { values, positionals } = parseArgs({
    options: { update: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const started = performance.now();
  const stage = await openStage();
  try {
    const scenes = stage.scenes.filter(
      (name) => positionals.length === 0 || positionals.some((word) => name.includes(word)),
    );
    if (values.update) {
      await updateFingerprints(stage, scenes);
      say(`Took ${String(scenes.length)} fingerprints anew.`);
      return 0;
    }
    const shots: readonly Shot[] = scenes.flatMap((scene) =>
      (['ja', 'en'] as const).flatMap((language) =>
        (values.quick ? (['light'] as const) : (['light', 'dark', 'forced'] as const)).flatMap((theme) =>
          [sizes.usual, sizes.half].map((size) => ({ scene, language, theme, size })),
        ),
      ),
    );
    if (positionals.length === 0) rmSync(out, { recursive: true, force: true });
    await stage.each(shots, async (page, shot) => {
      const file = join(out, fileOf(shot));
      mkdirSync(dirname(file), { recursive: true });
      // A narrow window scrolls as one: the picture shows all of it.
      if (shot.size === sizes.half) await page.setViewportSize(await wholePage(page, shot.size.width));
      await page.screenshot({ path: file, animations: 'disabled' });
    });
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'index.html'), indexPage(scenes, shots));
    const seconds = Math.round((performance.now() - started) / 1000);
    say(
      `${String(shots.length)} pictures of ${String(scenes.length)} scenes in ${String(seconds)} s: out/gallery/index.html`,
    );
    return 0;
  } finally {
    await stage.close();
  }
});
