import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { shippedTpps } from '../../server/mock/tpp/registered.ts';
import type { AppDriver } from '../support/app-driver.ts';
import { confirmCertificate, connectAtTpp, enterPassword } from '../support/customer.ts';
import { Stage } from '../support/stage.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Switching on, issuing, making: all of it takes its time on a busy machine. */
const patient = { timeout: 30_000 };
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
    await openPanel();
  });
  const openPanel = async (): Promise<void> => {
    app = await stage.startApp();
    const opened = app.application.waitForEvent('window');
    await app.page.getByRole('button', { name: 'テスト環境' }).click();
    panel = await opened;
    await panel.getByRole('heading', { name: '起こすこと' }).waitFor();
  };
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
            each.ariaDisabled !== 'true',
        ),
      [name, before] as const,
    );
  };

  const find = (text: string): Promise<void> => panel.getByRole('searchbox').fill(text);
  const settings = (title: string) =>
    panel
      .locator('.scenario')
      .filter({ has: panel.getByRole('switch', { name: title, exact: true }) })
      .getByText('設定', { exact: true });

  const resize = async (width: number): Promise<void> => {
    await app.application.evaluate(({ BrowserWindow }, to) => {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().endsWith('tester.html'),
      );
      window?.setContentSize(to, 740);
    }, width);
    await panel.waitForFunction((to) => innerWidth === to, width);
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
    await expect.poll(() => stage.world.switchboard.active().length, patient).toBe(0);
  });

  it('brings about a server error at one named step, for one person', async () => {
    // The procedure that stands would not let another one begin.
    await openPanel();
    await find('server-error');
    await settings('サーバーエラー').click();
    await panel.getByRole('combobox', { name: '利用者' }).selectOption({ label: '経理 太郎だけ' });
    await panel.getByRole('button', { name: 'すべて外す' }).click();
    const toggle = panel.getByRole('switch', { name: 'サーバーエラー', exact: true });
    expect(await toggle.isDisabled()).toBe(true);
    await panel.getByText('場面: 1つ以上選んでください。').waitFor();
    await panel.getByRole('checkbox', { name: '手順2 業務を選ぶとき services' }).check();
    await panel.getByRole('textbox', { name: /^回数/ }).fill('x');
    await panel.getByText('回数: 1から1000までの整数を入れてください。').waitFor();
    await panel.getByRole('textbox', { name: /^回数/ }).fill('');
    await flip('サーバーエラー');
    expect(stage.world.switchboard.active()).toMatchObject([
      {
        scenario: { id: 'server-error' },
        parameters: { at: ['services'], form: 'problem', times: null },
        scope: { personas: ['keiri-taro'], tpps: null },
      },
    ]);
    await panel.getByRole('button', { name: '「サーバーエラー 経理 太郎だけ」を切る' }).waitFor();

    await connectAtTpp(stage.page, stage.world.tpp);
    await confirmCertificate(app, nothing);
    await app.heading(/ログイン$/);
    await enterPassword(app, { loginPassword: 'Sakura2026', pins: {} }, nothing);
    await app.heading(/認可業務選択$/);
    await app.press('次へ');
    await app.page.getByText('environment.server-error', { exact: true }).first().waitFor();
  });

  it('says beforehand what cannot be together, and takes everything off at once', async () => {
    await find('tls-failure');
    const toggle = panel.getByRole('switch', { name: 'サーバー証明書の異常' });
    expect(await toggle.isDisabled()).toBe(true);
    const reason =
      '「サーバーエラー」が有効なため、入れられません。TLSの段階で失敗するため、その先の応答は決して見えません。';
    await panel.getByText(reason, { exact: true }).waitFor();
    await toggle.press('Space');
    expect(await toggle.isChecked()).toBe(false);
    expect(stage.world.switchboard.active().map(({ scenario }) => scenario.id)).toEqual(['server-error']);
    await panel.getByRole('button', { name: 'すべて切る' }).press('Enter');
    await expect.poll(() => stage.world.switchboard.active(), patient).toEqual([]);
    await panel.getByText(reason, { exact: true }).waitFor({ state: 'detached' });
    // What was pressed is gone; the keyboard goes on where things are looked for.
    expect(await panel.getByRole('searchbox').evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('says at the scenario why the world refused it', async () => {
    await find('service-hours-over');
    await settings('サービス時間外').click();
    await panel.getByRole('textbox', { name: /受付時間/ }).fill('{"open":[{"days":[9],"from":"09:00","to":"17:00"}]}');
    const toggle = panel.getByRole('switch', { name: 'サービス時間外' });
    await toggle.press('Space');
    const scenario = panel.locator('.scenario').filter({ has: toggle });
    await scenario.getByText(/値が正しくないため、受け付けられません。.*hours\.open/s).waitFor();
    expect(await toggle.isChecked()).toBe(false);
    expect(await toggle.evaluate((field) => field === document.activeElement)).toBe(true);
    await find('');
  });

  it('finds, and shows only what is on', async () => {
    const shown = (): Promise<number> => panel.locator('.scenario:visible').count();
    const all = await shown();
    await find('証明書 期限');
    expect(await shown()).toBeLessThan(all);
    await find('no such thing');
    await panel.getByText('当てはまるものはありません。').waitFor();
    await find('');
    await flip('緊急停止');
    await panel.getByRole('switch', { name: '有効なものだけ' }).check();
    expect(await shown()).toBe(1);
    await panel.getByRole('button', { name: '「緊急停止」を切る' }).click();
    await expect.poll(shown, patient).toBe(0);
    await panel.getByRole('switch', { name: '有効なものだけ' }).uncheck();
    expect(await shown()).toBe(all);
  });

  it('shows the tokens of a person with their PINs, and says what became of a new one', async () => {
    const person = (name: string) => panel.locator('.person').filter({ has: panel.getByRole('radio', { name }) });
    await panel.getByRole('radio', { name: '徳田 莉香' }).check();
    await person('徳田 莉香').getByText('RSA トークン PIN 246810').waitFor();
    await person('徳田 莉香').getByText('このアプリからは見えません。').waitFor();
    await panel.getByRole('button', { name: 'トークンを作る' }).click();
    const said = panel.getByRole('status');
    await said.getByText('トークン「テスト用トークン1」を作りました。PINは 246810 です。').waitFor();
    expect(await said.innerText()).toContain('npm start -- --persona=token-rika');
    await person('徳田 莉香').getByText('テスト用トークン1').waitFor();
    await panel.getByRole('radio', { name: '六車 録郎' }).check();
    await person('六車 録郎').getByText('ロック済み', { exact: true }).waitFor();
    await panel.getByRole('radio', { name: /^経理 太郎/ }).check();
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
    await expect.poll(count, patient).toBe(before + 1);
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

  it('is usable by everyone, in both themes and in a narrow window, with everything unfolded', async () => {
    await flip('応答の遅れ');
    for (const fold of await panel.locator('details > summary:visible').all()) await fold.click();
    // As text through the debugger's door: the page's own policy lets nothing in.
    await panel.evaluate(axe);
    const looks = [
      { width: 1040, colorScheme: 'light' },
      { width: 1040, colorScheme: 'dark' },
      { width: 480, colorScheme: 'light' },
    ] as const;
    for (const { width, colorScheme } of looks) {
      await resize(width);
      // Without motion: colours that are on their way from one theme to the other are nobody's.
      await panel.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const findings = await panel.evaluate(async () => {
        type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };
        const tool = Reflect.get(globalThis, 'axe') as { run(): Promise<{ violations: Violation[] }> };
        return (await tool.run()).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
      });
      expect({ width, colorScheme, findings }).toEqual({ width, colorScheme, findings: [] });
      expect(await panel.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await panel.getByRole('button', { name: 'English' }).waitFor();
    }
    await panel.getByRole('button', { name: 'すべて切る' }).click();
  });

  it('nobody else can call what it calls', async () => {
    expect(await app.page.evaluate(() => 'renkeiTester' in window)).toBe(false);
    expect(await panel.evaluate(() => 'renkei' in window)).toBe(false);
  });
});
