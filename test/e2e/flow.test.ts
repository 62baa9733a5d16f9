import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppDriver } from '../support/app-driver.ts';
import {
  confirmCertificate,
  connectAtTpp,
  currentStep,
  enterPassword,
  permit,
  type Customer,
  type StepName,
} from '../support/customer.ts';
import { Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';
import { customerOf } from '../support/tour.ts';

const nothing = (): Promise<void> => Promise.resolve();

describe('a customer from the TPP’s page', () => {
  let stage: Stage;
  let app: AppDriver;
  let customer: Customer;
  beforeAll(async () => {
    stage = await Stage.open({ persona: 'keiri-taro' });
    customer = await customerOf('keiri-taro');
  });
  afterEach(async () => {
    await stage.stopApp();
  });
  afterAll(async () => {
    await stage.close();
  });

  const start = async (tpp = '/'): Promise<void> => {
    app = await stage.startApp();
    await connectAtTpp(stage.page, new URL(tpp, stage.world.tpp).href);
  };
  const toServices = async (): Promise<void> => {
    await start();
    await confirmCertificate(app, nothing);
    await enterPassword(app, customer, nothing);
    await app.heading(/認可業務選択/);
  };
  /** The browser follows where the app sent it; the TPP's own words are what counts. */
  const atTpp = async (): Promise<string> => {
    await stage.page.goto(await app.browser.next());
    return await stage.page.locator('body').innerText();
  };
  const cancel = async (): Promise<void> => {
    await app.press('手続きを中止する');
    await app.page.getByRole('alertdialog').waitFor();
    await app.press('中止する');
    await app.heading('手続きを中止しました');
  };

  it('cancels before the login, and the TPP is told where', async () => {
    await start();
    await app.heading(/電子証明書方式/);
    await cancel();
    expect(await atTpp()).toContain('access_denied (certificate)');
  });

  it('may think again: asked once, the answer 「手続きを続ける」 loses nothing', async () => {
    await start();
    await app.heading(/電子証明書方式/);
    await app.press('手続きを中止する');
    const dialog = app.page.getByRole('alertdialog');
    await dialog.waitFor();
    expect(
      await dialog.getByRole('button', { name: '手続きを続ける' }).evaluate((b) => b === document.activeElement),
    ).toBe(true);
    await app.press('手続きを続ける');
    await app.heading(/電子証明書方式/);
  });

  it('looks at the certificate and cancels the choice: nothing was presented, the login can start again', async () => {
    await start();
    await app.heading(/電子証明書方式/);
    await app.press('電子証明書ログイン');
    const details = app.page.getByRole('region', { name: '証明書情報' });
    await details.waitFor();
    expect(await details.innerText()).toContain('経理 太郎');
    expect(await details.innerText()).toContain('株式会社さくら商事');
    await app.press('キャンセル');
    await app.page.getByRole('button', { name: '電子証明書ログイン' }).waitFor();
    await confirmCertificate(app, nothing);
    await app.page.getByRole('heading', { name: 'ログインパスワード' }).waitFor();
    await cancel();
  });

  it('has each reading of the certificates over a connection of its own, of which nothing is kept on the disk', async () => {
    await start();
    await app.heading(/電子証明書方式/);
    const made = await app.application.evaluateHandle(({ app: electron }) => {
      const sessions: (string | null)[] = [];
      const asked = { count: 0 };
      electron.on('session-created', (session) => void sessions.push(session.storagePath));
      electron.on('select-client-certificate', () => void (asked.count += 1));
      return { sessions, asked };
    });
    await app.press('電子証明書ログイン');
    await app.page.getByRole('radio').first().waitFor();
    await app.press('読み直す');
    await until(() => made.evaluate(({ asked }) => asked.count === 2));
    expect(await made.evaluate(({ sessions }) => sessions)).toEqual([null, null]);
    await app.page.getByRole('radio').first().waitFor();
    await app.press('キャンセル');
    await cancel();
  });

  it('cancels at the services', async () => {
    await toServices();
    await cancel();
    expect(await atTpp()).toContain('access_denied (services)');
  });

  it('refuses at the consent, and the TPP gets nothing', async () => {
    await toServices();
    const before = stage.page.url();
    await app.press('次へ');
    await app.heading(/照会用暗証番号登録/);
    await app.press('登録せずに進む');
    await app.heading(/情報アクセス許可/);
    expect(await app.page.getByRole('main').innerText()).toContain('登録されていないため');
    await app.press('許可しない');
    await app.page.getByRole('alertdialog').waitFor();
    await app.press('許可せずに終わる');
    await app.heading('連携を許可しませんでした');
    await atTpp();
    expect(stage.page.url()).not.toBe(before);
    expect(await (await stage.page.request.get(new URL('/result.json', stage.world.tpp).href)).json()).toMatchObject({
      ok: false,
    });
  });

  it('goes through all five steps, and the TPP shows the balances', async () => {
    const steps: StepName[] = [];
    await start();
    const onStep = async (step: StepName): Promise<void> => {
      if (steps.at(-1) !== step) steps.push(step);
      // Nothing entered is in the document, at any step.
      const html = await app.page.content();
      for (const secret of [customer.loginPassword, ...Object.values(customer.pins)])
        expect(html).not.toContain(secret);
    };
    await confirmCertificate(app, onStep);
    await enterPassword(app, customer, onStep);
    await app.heading(/認可業務選択/);
    await permit(app, customer, onStep);
    expect(steps).toEqual([
      'certificate',
      'password',
      'services',
      'inquiryPin',
      'inquiryPinResult',
      'inquiryPin',
      'inquiryPinResult',
      'consent',
    ]);
    expect(await atTpp()).toMatch(/12,480,350/);
    expect(await (await stage.page.request.get(new URL('/result.json', stage.world.tpp).href)).json()).toMatchObject({
      ok: true,
      accounts: expect.any(Number) as number,
    });
  });

  it('skips what is already done: a TPP with fixed services, every PIN registered', async () => {
    await start('/shikin-navi');
    const steps: StepName[] = [];
    const onStep = (step: StepName): Promise<void> => {
      steps.push(step);
      return Promise.resolve();
    };
    await confirmCertificate(app, onStep);
    await enterPassword(app, customer, onStep);
    await app.heading(/情報アクセス許可/);
    expect(await currentStep(app)).toBe('consent');
    await permit(app, customer, onStep);
    expect(steps).toEqual(['certificate', 'password', 'consent']);
    await atTpp();
  });

  it('comes back and changes his mind: 「戻る」 keeps what was chosen', async () => {
    await toServices();
    const first = app.page.getByRole('checkbox', { name: '残高照会' });
    expect(await first.isChecked()).toBe(true);
    await app.page.getByRole('checkbox', { name: '入出金明細照会' }).click();
    const summary = await app.page.locator('.foot__sum').innerText();
    await app.press('次へ');
    await app.heading(/情報アクセス許可/);
    await app.press('戻る');
    await app.heading(/認可業務選択/);
    expect(await app.page.locator('.foot__sum').innerText()).toBe(summary);
    await cancel();
  });
});
