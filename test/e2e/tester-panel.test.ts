import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { shippedTpps } from '../../server/mock/tpp/registered.ts';
import type { AppDriver } from '../support/app-driver.ts';
import { confirmCertificate, connectAtTpp } from '../support/customer.ts';
import { Stage } from '../support/stage.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const nothing = (): Promise<void> => Promise.resolve();

describe('the test panel', () => {
  let stage: Stage;
  let app: AppDriver;
  let panel: Page;
  let tpps: string;
  beforeAll(async () => {
    tpps = mkdtempSync(join(tmpdir(), 'renkei-tpps-'));
    cpSync(shippedTpps, tpps, { recursive: true });
    stage = await Stage.open({ persona: 'keiri-taro', world: { tpps } });
    app = await stage.startApp();
    const opened = app.application.waitForEvent('window');
    await app.page.getByRole('button', { name: 'テスト環境' }).click();
    panel = await opened;
    await panel.getByRole('heading', { name: '起こすこと' }).waitFor();
  });
  afterAll(async () => {
    await stage.close();
    rmSync(tpps, { recursive: true, force: true });
  });

  const flip = async (name: string): Promise<void> => {
    const scenario = panel.getByRole('switch', { name, exact: true });
    const before = await scenario.isChecked();
    await scenario.click();
    await panel.waitForFunction(
      ([label, was]) =>
        [...document.querySelectorAll('input[role=switch]')].some(
          (each) =>
            each instanceof HTMLInputElement &&
            each.labels?.[0]?.textContent === label &&
            each.checked !== was &&
            !each.disabled,
        ),
      [name, before] as const,
    );
  };

  it('shows the people, the scenarios, the clock and the traffic of the running world', async () => {
    expect(await panel.getByRole('radio').count()).toBe(stage.world.personas.length);
    expect(await panel.getByRole('switch').count()).toBeGreaterThan(30);
    await panel.getByRole('timer').waitFor();
    await connectAtTpp(stage.page, stage.world.tpp);
    await app.heading(/電子証明書方式/);
    await panel.getByRole('cell', { name: '/authorize' }).first().waitFor();
  });

  it('brings about what it says, and takes it back', async () => {
    await flip('サービス時間外');
    expect(stage.world.switchboard.active().map(({ scenario }) => scenario.id)).toEqual(['service-hours-over']);
    await confirmCertificate(app, nothing);
    await app.page.getByText('login.out-of-hours', { exact: true }).first().waitFor();
    await panel.getByRole('button', { name: '起こすことと時計を元に戻す' }).click();
    await expect.poll(() => stage.world.switchboard.active().length).toBe(0);
  });

  it('moves the clock', async () => {
    const before = stage.world.clock.now().getTime();
    await panel.getByRole('button', { name: '30日進める' }).click();
    await expect.poll(() => stage.world.clock.now().getTime() - before).toBeGreaterThan(29.9 * 86_400_000);
    await panel.getByRole('button', { name: '実時刻に戻す' }).click();
    await expect.poll(() => stage.world.clock.now().getTime() - Date.now()).toBeLessThan(60_000);
  });

  it('renews a certificate, and says what came of it', async () => {
    const count = async (): Promise<number> =>
      (await stage.world.database.selectFrom('certificates').select('serial').execute()).length;
    const before = await count();
    await panel.getByRole('button', { name: '更新', exact: true }).click();
    await expect.poll(count).toBe(before + 1);
    await expect.poll(() => panel.getByRole('status').innerText()).not.toBe('');
  });

  it('reads the files again, says what is different, and offers the new provider', async () => {
    const providers = panel.getByRole('group', { name: '連携先を選んで始める' });
    expect(await providers.getByRole('button').count()).toBe(stage.world.providers.list.length);
    await providers.getByRole('button', { name: '経費らくらく(停止中)' }).waitFor();
    const text = readFileSync(join(tpps, 'shikin-navi.json'), 'utf8');
    writeFileSync(
      join(tpps, 'neko-cho.json'),
      text.replaceAll('shikin-navi', 'neko-cho').replace('資金繰りナビ', 'ねこ帳'),
    );
    await panel.getByRole('button', { name: 'ファイルを読み直す' }).click();
    await panel
      .getByRole('status')
      .getByText('ファイルを読み直しました。利用者: 変わりなし。連携先: 追加 neko-cho。')
      .waitFor();
    await providers.getByRole('button', { name: 'ねこ帳' }).click();
    await expect.poll(() => app.browser.opened().at(-1)).toBe(`${stage.world.tpp}/neko-cho`);
    writeFileSync(join(tpps, 'neko-cho.json'), text);
    await panel.getByRole('button', { name: 'ファイルを読み直す' }).click();
    await panel.getByRole('status').getByText('has the same clientId').waitFor();
    await providers.getByRole('button', { name: 'ねこ帳' }).waitFor();
  });

  it('is usable by everyone, and nobody else can call what it calls', async () => {
    // As text through the debugger's door: the page's own policy lets nothing in.
    await panel.evaluate(axe);
    const findings = await panel.evaluate(async () => {
      const tool = Reflect.get(globalThis, 'axe') as { run(): Promise<{ violations: { id: string }[] }> };
      return (await tool.run()).violations.map(({ id }) => id);
    });
    expect(findings).toEqual([]);
    expect(await app.page.evaluate(() => 'renkeiTester' in window)).toBe(false);
    expect(await panel.evaluate(() => 'renkei' in window)).toBe(false);
  });
});
