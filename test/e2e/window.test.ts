import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type {} from '../../src-renderer/bridge/window-bridge.ts';
import type { AppDriver } from '../support/app-driver.ts';
import {
  confirmCertificate,
  connectAtTpp,
  currentStep,
  enterPassword,
  permit,
  type Customer,
} from '../support/customer.ts';
import { Stage } from '../support/stage.ts';
import { customerOf } from '../support/tour.ts';

const nothing = (): Promise<void> => Promise.resolve();

describe('the window', () => {
  let stage: Stage;
  let app: AppDriver;
  let customer: Customer;
  let scratch: string;
  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'renkei-papers-'));
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

  const toServices = async (): Promise<void> => {
    app = await stage.startApp();
    await connectAtTpp(stage.page, stage.world.tpp);
    await confirmCertificate(app, nothing);
    await enterPassword(app, customer, nothing);
    await app.heading(/認可業務選択/);
  };
  const focusOnHeading = (): Promise<boolean> => app.page.evaluate(() => document.activeElement?.tagName === 'H1');
  /** Shows a view as the main process does, made of the present one. */
  const send = async (change: Record<string, unknown>): Promise<void> => {
    const present = await app.page.evaluate(() => window.renkei?.call('app.view', undefined));
    if (present?.ok !== true) throw new Error('no view');
    await app.application.evaluate(
      ({ BrowserWindow }, view) => {
        BrowserWindow.getAllWindows()
          .find((each) => each.isVisible())
          ?.webContents.send('view', view);
      },
      { ...present.value, ...change },
    );
  };

  it('puts the focus on the heading of each new step, so that a screen reader reads it', async () => {
    const seen: string[] = [];
    const note = async (): Promise<void> => {
      if (await focusOnHeading()) seen.push(await currentStep(app));
    };
    await toServices();
    await note();
    await app.press('次へ');
    await app.heading(/照会用暗証番号登録$|情報アクセス許可/);
    await note();
    await app.press('登録せずに進む');
    await app.heading(/情報アクセス許可/);
    await note();
    expect(seen).toEqual(['services', 'inquiryPin', 'consent']);
    await app.press('戻る');
    await app.heading(/照会用暗証番号登録|認可業務選択/);
    expect(await focusOnHeading()).toBe(true);
  });

  it('saves what was agreed as a PDF with the right Japanese text and the bundled font in it', async () => {
    await toServices();
    await permit(app, customer, nothing);
    await app.heading('連携を許可しました');
    const number = /控えの番号 (\d{8}-[0-9A-Z]{4}-[0-9A-Z]{4})/.exec(await app.page.getByRole('main').innerText())?.[1];
    if (number === undefined) throw new Error('the receipt has no number');
    expect(app.output()).toContain(number); // for the support desk
    await app.page.getByText(/控えは、このPCにも暗号化して残しました|このPCには控えを残せませんでした/).waitFor();
    const file = join(scratch, '控え.pdf');
    await app.application.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await app.press('PDFで保存する');
    await app.page.getByText('PDFを保存しました。').waitFor();
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    for (const part of [
      '同意の控え',
      '渡す相手',
      'クラウド会計みらい',
      '残高照会',
      '止めるには',
      '年',
      '末尾',
      number,
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('手続きは終わりました'); // the rail stays on the screen
    expect(execFileSync('pdffonts', [file], { encoding: 'utf8' })).toMatch(/BIZ.*UD.*Gothic.* yes yes /i);
    // Headings and their order are in it, too, for who has the paper read out.
    expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(/^Tagged:\s+yes$/m);
    const structure = execFileSync('pdfinfo', ['-struct-text', file], { encoding: 'utf8' });
    expect(structure).toMatch(/^\s*H2 .*\n(?:\s+NonStruct .*\n)*\s+"同意の控え"/m);
    await app.application.evaluate(({ dialog }) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' });
    });
    await app.press('PDFで保存する');
    await app.page.getByText('保存しませんでした。').waitFor();
  });

  it('asks before it closes in the middle of a procedure, and then the TPP is told', async () => {
    await toServices();
    const closeButton = (): Promise<void> =>
      app.application.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()
          .find((each) => each.isVisible())
          ?.close();
      });
    const question = app.page.getByRole('alertdialog', { name: '手続きを中止して閉じますか' });
    await closeButton();
    await question.waitFor();
    await app.press('手続きを続ける');
    await question.waitFor({ state: 'detached' });
    expect(await currentStep(app)).toBe('services');
    await closeButton();
    await question.waitFor();
    const ended = once(app.application.process(), 'exit');
    await app.press('中止して閉じる');
    await ended;
    await stage.page.goto(await app.browser.next());
    expect(await stage.page.locator('body').innerText()).toContain('access_denied (services)');
  });

  it('comes back at the same step after its process has crashed, and the log says so', async () => {
    await toServices();
    const lines: string[] = [];
    for (const stream of [app.application.process().stdout, app.application.process().stderr]) {
      stream?.on('data', (part: Buffer) => lines.push(part.toString('utf8')));
    }
    const heading = await app.application.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows().filter((each) => each.isVisible());
      if (window === undefined) throw new Error('no window');
      const { webContents } = window;
      const back = new Promise((resolve) => webContents.once('did-finish-load', () => resolve(null)));
      webContents.forcefullyCrashRenderer();
      await back;
      const look = `new Promise((resolve) => {
        const seen = () => document.querySelector('main h1')?.textContent;
        if (seen()?.includes('手順')) resolve(seen());
        new MutationObserver(() => { if (seen()?.includes('手順')) resolve(seen()); })
          .observe(document.body, { childList: true, subtree: true });
      })`;
      return (await webContents.executeJavaScript(look)) as string;
    });
    expect(heading).toContain('認可業務選択');
    expect(lines.join('')).toContain('the window process ended');
  });

  it('asks for an update when it is shown a step or a contract from the future', async () => {
    app = await stage.startApp();
    await app.heading(/連携先の画面から始めてください/);
    await send({ contract: 99, sequence: 1000 });
    await app.page.getByText('environment.app-too-old').waitFor();
    expect(await app.page.getByRole('heading', { level: 1 }).count()).toBe(1);
    await app.page.getByRole('button', { name: '終了する' }).waitFor();
    await send({ sequence: 1001 });
    await app.heading(/連携先の画面から始めてください/);
    await send({ sequence: 1002, screen: { kind: 'hologram' } });
    await app.page.getByText('environment.app-too-old').waitFor();
  });

  it('says that the server is away, and is silent again when it is back; a late view is dropped', async () => {
    await toServices();
    await app.page.getByRole('checkbox', { name: '残高照会' }).click();
    await send({ sequence: 1000, connection: 'offline' });
    await app.page.getByText('サーバーにつながりません').waitFor();
    await send({ sequence: 1001, connection: 'online' });
    await app.page.getByText('サーバーにつながりません').waitFor({ state: 'detached' });
    await send({ sequence: 900, connection: 'offline' });
    expect(await app.page.getByText('サーバーにつながりません').count()).toBe(0);
    // What was chosen is still as the customer left it.
    expect(await app.page.getByRole('checkbox', { name: '残高照会' }).isChecked()).toBe(false);
    expect(await currentStep(app)).toBe('services');
  });

  it('stays where it is without a server, and goes on by itself when it is back', async () => {
    await toServices();
    await app.page.getByRole('checkbox', { name: '残高照会' }).click();
    const restart = await stage.stopServer();
    await app.press('次へ');
    await app.page.getByText('サーバーにつながりません').waitFor();
    expect(await currentStep(app)).toBe('services');
    await restart();
    await app.page.getByText('サーバーにつながりません').waitFor({ state: 'detached' });
    expect(await currentStep(app)).toBe('services');
    expect(await app.page.getByRole('checkbox', { name: '残高照会' }).isChecked()).toBe(false);
    await app.press('次へ');
    await app.heading(/照会用暗証番号登録$|情報アクセス許可/);
  });

  it('checks the connection before anything is begun', async () => {
    app = await stage.startApp();
    await app.press('接続を確かめる');
    await app.page.getByText('サーバーにつながりました').waitFor();
    const restart = await stage.stopServer();
    await app.press('もう一度確かめる');
    await app.page.getByText(/environment\.offline/).waitFor();
    await restart();
  });

  it('reads easily on request, also after a reload', async () => {
    app = await stage.startApp();
    await app.press('表示');
    await app.page.getByRole('switch', { name: 'やさしい表示' }).click();
    await app.press('閉じる');
    await app.page.locator('h1 rt', { hasText: 'れんけいさき' }).waitFor();
    await app.page.reload();
    await app.page.locator('h1 rt', { hasText: 'れんけいさき' }).waitFor();
  });
});
