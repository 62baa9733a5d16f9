import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppClient, personaIdentity } from '../../support/app-client.ts';
import { axeFindings } from '../../support/axe.ts';
import { launchChromium } from '../../support/chromium.ts';
import { everythingOffered } from '../../support/fapi/grant.ts';
import { move, personaOf } from '../../support/walk.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

/** Where pictures are put for somebody who wants to look at them. */
const pictures = process.env['RENKEI_PICTURES'];
const widths = [1024, 390] as const;

describe('the pages of the TPP simulator and of the inspector, in Chromium', () => {
  let test: TestWorld;
  let chromium: Browser;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    test = await openTestWorld();
    chromium = await launchChromium();
    page = await (await chromium.newContext({ bypassCSP: false, locale: 'ja-JP' })).newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterAll(async () => {
    await chromium.close();
    await test.close();
  });

  /** From the launch page through the app back to the TPP. */
  async function permit(): Promise<void> {
    const { world } = test;
    await page.waitForURL(`${world.pages}/authorize**`);
    const app = new AppClient({ world, identity: await personaIdentity(world, 'kanri-hanako') });
    try {
      await app.open(new URL(page.url()).searchParams);
      for (;;) {
        const { step } = app.snapshot;
        const place =
          step.kind === 'services'
            ? await app.command({ kind: 'choose-services', permissions: [...everythingOffered(step)] })
            : await move(app, personaOf(world, 'kanri-hanako'));
        if (place.kind !== 'returned') continue;
        await page.goto(place.location.href);
        return;
      }
    } finally {
      await app.close();
    }
  }

  /** Looks at the page at every width: nothing sticks out, axe-core finds nothing, the policy was not broken. */
  async function look(name: string): Promise<void> {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([name, width, wide]).toEqual([name, width, 0]);
      if (pictures !== undefined) {
        await mkdir(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `${name}-${String(width)}.png`), fullPage: true });
      }
    }
    await page.setViewportSize({ width: 1024, height: 800 });
    expect([name, await axeFindings(page)]).toEqual([name, []]);
    expect(complaints).toEqual([]);
  }

  it('are accessible, fit a telephone, and keep their content security policy', async () => {
    const { tpp, pages } = test.world;
    await page.goto(`${tpp}/`);
    await page.getByText('テスト: わざと誤らせる').click();
    await look('start');
    await page.getByRole('button', { name: '銀行口座を連携する' }).click();
    await permit();
    await page.getByRole('heading', { level: 1, name: /連携中の口座/ }).waitFor();
    await look('connected');
    await page.getByRole('article').first().getByRole('link').first().click();
    await page.getByText('表で見る').waitFor();
    await look('account');
    await page.goto(`${tpp}/steps/kaikei-mirai`);
    await page.locator('summary').nth(2).click();
    await look('steps');
    await page.goto(`${tpp}/tokens/kaikei-mirai`);
    await look('tokens');
    await page.goto(`${tpp}/connected/kaikei-mirai`);
    await page.getByRole('link', { name: '総合振込のデータを渡す' }).first().click();
    await page.getByRole('button', { name: 'データを渡す' }).click();
    await page.getByRole('status').waitFor();
    await look('submit');

    await page.goto(`${tpp}/shiharai-bin?fault=replay-code`);
    await look('start-mtls');
    await page.getByRole('button', { name: '銀行口座を連携する' }).click();
    await permit();
    await page.getByRole('heading', { level: 1, name: '断られました' }).waitFor();
    await look('fault');

    await page.goto(`${tpp}/keihi-raku`);
    await page.getByRole('button', { name: '銀行口座を連携する' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    complaints.splice(0); // a refusal is HTTP 400 on purpose, which the browser's console calls an error
    await look('failure');

    await page.goto(`${tpp}/connected/kaikei-mirai`);
    await page.getByRole('button', { name: '連携をやめる' }).click();
    await page.getByRole('heading', { level: 1, name: '連携をやめました' }).waitFor();
    await look('ended');

    await page.goto(`${pages}/inspector`);
    await page.getByText('自動で更新しています').waitFor();
    await look('inspector');
    await page.goto(`${pages}/inspector?code=invalid_grant`);
    await page.locator('td.id a').first().click();
    await look('inspector-entry');
  }, 180_000);

  it('keep themselves up to date, and leave alone what somebody stands on', async () => {
    const { tpp, pages } = test.world;
    await page.goto(`${pages}/inspector`);
    await page.getByText('自動で更新しています').waitFor();
    const newest = Number(await page.locator('#list').getAttribute('data-newest'));
    await fetch(`${tpp}/`);
    await page.waitForFunction((before) => Number(document.getElementById('list')?.dataset['newest']) > before, newest);
    await page.locator('td.id a').first().focus();
    await fetch(`${tpp}/`);
    await page.getByText('新しい通信があります').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('A');
  });
});
