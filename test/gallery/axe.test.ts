import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStage, sizes, type Shot, type Stage } from '../support/gallery/stage.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => {
  await stage.close();
});

declare global {
  interface Window {
    axe?: { readonly run: (what: Document, options: RunOptions) => Promise<AxeResults> };
  }
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function findings(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(source);
  return await page.evaluate(async (wanted) => {
    const result = await window.axe?.run(document, {
      runOnly: { type: 'tag', values: wanted },
      resultTypes: ['violations'],
      elementRef: false,
    });
    if (result === undefined) throw new Error('axe did not run');
    return result.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`.slice(0, 300)),
    );
  }, tags);
}

const only = process.env['RENKEI_SCENE'];

it.each(['light', 'dark', 'forced'] as const)('axe finds nothing in any scene, %s', async (theme) => {
  const found: string[] = [];
  const shots = stage.scenes
    .filter((scene) => only === undefined || scene.includes(only))
    // Failures differ in words only: all of them in light, and of each other scene every colour. Languages take turns.
    .filter((scene) => theme === 'light' || !scene.startsWith('failure-'))
    .map((scene, index): Shot => ({ scene, theme, language: index % 2 === 0 ? 'ja' : 'en', size: sizes.usual }));
  await stage.each(shots, async (page, { scene, language }) => {
    for (const finding of await findings(page)) found.push(`${scene} ${language} ${theme}: ${finding}`);
  });
  expect(found.sort()).toEqual([]);
});

it('axe would find something', async () => {
  const found: string[] = [];
  await stage.each([{ scene: 'login', theme: 'light', language: 'ja', size: sizes.usual }], async (page) => {
    await page.evaluate(() => {
      const bad = document.createElement('button');
      bad.id = 'planted';
      document.querySelector('main')?.append(bad);
    });
    found.push(...(await findings(page)));
    await page.evaluate(() => document.getElementById('planted')?.remove());
  });
  expect(found.join('\n')).toContain('button-name');
});

it('a heading with readings over it has the same name as without', async () => {
  const names: string[] = [];
  await stage.each([{ scene: 'login-easy', theme: 'light', language: 'ja', size: sizes.usual }], async (page) => {
    expect(await page.locator('h1 rt').count()).toBeGreaterThan(0);
    const tree = await (await page.context().newCDPSession(page)).send('Accessibility.getFullAXTree');
    names.push(...tree.nodes.flatMap(({ role, name }) => (role?.value === 'heading' ? [String(name?.value)] : [])));
  });
  expect(names).toContain('手順1 ログイン(電子証明書方式)');
});
