import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppDriver } from '../support/app-driver.ts';
import { confirmCertificate, connectAtTpp, enterPassword, permit, type Customer } from '../support/customer.ts';
import { Stage } from '../support/stage.ts';
import { customerOf } from '../support/tour.ts';

const nothing = (): Promise<void> => Promise.resolve();

describe('連携の管理 in the real window', () => {
  let stage: Stage;
  let app: AppDriver;
  let customer: Customer;
  let scratch: string;
  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'renkei-links-'));
    stage = await Stage.open({ persona: 'keiri-taro' });
    customer = await customerOf('keiri-taro');
  });
  afterEach(async () => {
    await stage.stopApp();
  });
  afterAll(async () => {
    await stage.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  const toPassword = async (): Promise<void> => {
    await app.press('連携中のサービスを見る');
    await app.heading('連携の管理にログイン');
    await app.press('電子証明書ログイン');
    await app.page.getByRole('region', { name: '証明書情報' }).waitFor();
    await app.press('OK');
    await app.page.getByRole('heading', { name: 'ログインパスワード' }).waitFor();
  };
  const logIn = async (): Promise<void> => {
    await toPassword();
    await app.enter(customer.loginPassword);
    await app.press('ログイン');
    await app.heading('連携の一覧');
  };
  let account = '';
  /** What the TPP gets when it asks the bank for an account with the tokens it has. */
  const tppAsks = async (): Promise<string> => {
    await stage.page.goto(account);
    return await stage.page.locator('body').innerText();
  };
  const body = (): Promise<string> => app.page.getByRole('main').innerText();

  it('a link that was permitted is listed, shown and ended; its receipt is signed; the TPP gets nothing any more', async () => {
    app = await stage.startApp();
    await connectAtTpp(stage.page, stage.world.tpp);
    await confirmCertificate(app, nothing);
    await enterPassword(app, customer, nothing);
    await app.heading(/認可業務選択/);
    await permit(app, customer, nothing);
    await app.heading('連携を許可しました');
    const number = /控えの番号 (\S+)/.exec(await body())?.[1] ?? 'none';
    await stage.page.goto(await app.browser.next());
    expect(await stage.page.locator('body').innerText()).toMatch(/12,480,350/);
    const [first] = await stage.page.locator('h2 a[href^="/accounts/"]').all();
    account = new URL((await first?.getAttribute('href')) ?? '', stage.world.tpp).href;
    expect(await tppAsks()).toMatch(/12,480,350/);

    await app.press('アプリの最初の画面に戻る');
    await logIn();
    expect(await body()).toMatch(/クラウド会計みらい[\s\S]*連携中/);
    await app.page.getByRole('button', { name: /^詳細/ }).click();
    await app.heading('連携の内容');
    expect(await body()).toMatch(/許可した人[\s\S]*経理 太郎[\s\S]*残高照会/);

    await app.press('同意の控えを見る');
    await app.heading('同意の控え');
    expect(await body()).toContain(number);
    const file = join(scratch, '控え.pdf');
    await app.application.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await app.press('PDFで保存する');
    await app.page.getByText('PDFを保存しました。').waitFor();
    const paper = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    for (const part of ['同意の控え', 'クラウド会計みらい', '残高照会', number, '意思確認'])
      expect(paper).toContain(part);
    expect(paper).not.toContain('自動ログアウト');
    await app.press('連携の内容に戻る');
    await app.heading('連携の内容');

    // Asked once; 「解除しない」 changes nothing.
    await app.press('連携を解除する');
    await app.page.getByRole('alertdialog', { name: /クラウド会計みらい.*解除しますか/ }).waitFor();
    await app.press('解除しない');
    expect(await tppAsks()).toMatch(/12,480,350/);
    await app.press('連携を解除する');
    await app.press('解除する');
    await app.page
      .getByText('クラウド会計みらいは、もう口座の情報を見ることも、データを送ることもできません。')
      .waitFor();
    expect(await body()).toMatch(/解除済[\s\S]*利用者が解除しました/);
    expect(await app.page.getByRole('button', { name: '連携を解除する', exact: true }).count()).toBe(0);
    const refused = await tppAsks();
    expect(refused).not.toMatch(/12,480,350/);
    expect(refused).toMatch(/連携が終わり|連携は終わ|解除/);
    const over = await stage.world.database
      .selectFrom('links')
      .select('client_id')
      .where('status', '=', 'ended')
      .execute();
    expect(over).toEqual([{ client_id: 'kaikei-mirai' }]);

    await app.press('一覧に戻る');
    await app.heading('連携の一覧');
    expect(await body()).toMatch(/クラウド会計みらい[\s\S]*解除済/);
    await app.press('ログアウト');
    await app.heading('連携先の画面から始めてください');
    expect(await stage.world.database.selectFrom('link_sessions').select('id').execute()).toEqual([]);
  });

  it('a link is reduced: the TPP’s token no longer reads the account that was taken away, and still reads the others', async () => {
    app = await stage.startApp();
    await stage.page.context().clearCookies();
    await connectAtTpp(stage.page, stage.world.tpp);
    await confirmCertificate(app, nothing);
    await enterPassword(app, customer, nothing);
    await app.heading(/認可業務選択/);
    await permit(app, customer, nothing);
    await stage.page.goto(await app.browser.next());
    const links = await stage.page.locator('h2 a[href^="/accounts/"]').all();
    const pages = await Promise.all(
      links.map(async (each) => new URL((await each.getAttribute('href')) ?? '', stage.world.tpp).href),
    );
    const [gone = '', stays = ''] = pages;
    account = gone;
    expect(await tppAsks()).toMatch(/012[\s\S]*12,480,350/);

    await app.press('アプリの最初の画面に戻る');
    await logIn();
    await app.page.getByRole('button', { name: /^詳細/ }).first().click();
    await app.heading('連携の内容');
    await app.press('許可する範囲を減らす');
    await app.heading('許可する範囲を減らす');
    const reduce = app.page.getByRole('button', { name: '範囲を減らす', exact: true });
    expect(await reduce.getAttribute('aria-disabled')).toBe('true');
    expect(await body()).toContain('まだ何も減らしていません');
    for (const open of await app.page.getByRole('button', { name: /口座 \d+件$/ }).all()) await open.click();
    const boxes = await app.page.getByRole('checkbox', { name: /012$/ }).all();
    expect(boxes.length).toBeGreaterThan(1);
    for (const box of boxes) await box.uncheck();

    // Asked once; 「減らさない」 has the focus and changes nothing.
    await reduce.click();
    const question = app.page.getByRole('alertdialog', { name: /クラウド会計みらい.*範囲を減らしますか/ });
    expect(await question.innerText()).toMatch(/残高照会[\s\S]*012/);
    expect(await question.innerText()).not.toMatch(/448/);
    expect(await app.page.evaluate(() => document.activeElement?.textContent)).toBe('減らさない');
    await app.page.keyboard.press('Enter');
    await question.waitFor({ state: 'detached' });
    expect(await tppAsks()).toMatch(/12,480,350/);

    await reduce.click();
    await app.press('減らす');
    await app.heading('連携の内容');
    await app.page.getByText('許可する範囲を減らしました').waitFor();
    expect(await body()).toMatch(/減らした分[\s\S]*012/);
    // Refused, the TPP reads anew what it has: the other accounts.
    const refused = await tppAsks();
    expect(refused).not.toMatch(/12,480,350|012/);
    expect(refused).toMatch(/448/);
    const id = gone.slice(gone.lastIndexOf('/') + 1);
    const asked = stage.world.inspector.query({ tpp: 'kaikei-mirai', limit: 1000 }).entries;
    const answers = asked.filter(({ from, url }) => from === 'tpp' && url.includes(`/resources/v1/accounts/${id}/`));
    expect(answers.map(({ status }) => status)).toContain(200);
    expect(answers.map(({ status }) => status)).toContain(403);
    account = stays;
    expect(await tppAsks()).toMatch(/\d,\d{3}円/);

    await app.press('同意の控えを見る');
    await app.heading('同意の控え');
    const [decided = '', left = ''] = (await body()).split('減らした後の内容');
    expect(decided).toMatch(/012/);
    expect(left).not.toMatch(/012/);
  });

  it('a wrong password costs a try and says how many are left; a link from a TPP takes the window', async () => {
    app = await stage.startApp();
    await toPassword();
    await app.enter('Falsch-123');
    await app.press('ログイン');
    await app.page
      .getByRole('alert')
      .getByText(/あと\u2060\d+回/)
      .waitFor();
    await stage.page.context().clearCookies();
    await connectAtTpp(stage.page, stage.world.tpp);
    await app.heading(/ログイン\(電子証明書方式\)/);
    expect(await body()).toContain('クラウド会計みらい');
    await app.press('手続きを中止する');
    await app.press('中止する');
    await app.heading('手続きを中止しました');
  });

  it('without a server the list stays, and goes on by itself', async () => {
    app = await stage.startApp();
    await logIn();
    const restart = await stage.stopServer();
    await app.page.getByRole('button', { name: /^詳細/ }).first().click();
    await app.page.getByText('サーバーにつながりません').waitFor();
    await app.heading('連携の一覧');
    await restart();
    await app.page.getByText('サーバーにつながりません').waitFor({ state: 'detached' });
    await app.page.getByRole('button', { name: /^詳細/ }).first().click();
    await app.heading('連携の内容');
  });
});
