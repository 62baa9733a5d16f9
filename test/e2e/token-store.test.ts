import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppDriver } from '../support/app-driver.ts';
import { connectAtTpp } from '../support/customer.ts';
import { buildBrokenModule } from '../support/native-library.ts';
import { NssStore } from '../support/nss-store.ts';
import { TokenStage, tokenPin } from '../support/token-stage.ts';

/** Tokens that Chromium itself reaches: their module is part of the system's certificate store (NSS on Linux). */
describe('a token in the operating system’s store', () => {
  let tokens: TokenStage;
  /** NSS asks for the PIN before it reads a token's certificates, unless the module was added as friendly. */
  let asking: NssStore;
  let friendly: NssStore;
  let app: AppDriver;
  beforeAll(async () => {
    tokens = await TokenStage.open();
    [asking, friendly] = [await NssStore.create(), await NssStore.create()];
    await asking.addModule('token', tokens.hsm.module, tokens.hsm.env);
    await friendly.addModule('token', tokens.hsm.module, tokens.hsm.env, true);
  });
  afterEach(async () => {
    await tokens.stage.stopApp();
  });
  afterAll(async () => {
    await tokens.close();
    await asking.remove();
    await friendly.remove();
  });

  const toLogin = async (): Promise<void> => {
    await connectAtTpp(tokens.stage.page, tokens.stage.world.tpp);
    await app.heading(/電子証明書方式/);
    await app.press('電子証明書ログイン');
  };
  const start = async ({ home }: NssStore): Promise<void> => {
    app = await tokens.stage.startApp(tokens.stage.world.profileFile, { HOME: home, ...tokens.hsm.env });
    await toLogin();
  };
  /** Which token comes first, its module decides. */
  const asked = async (): Promise<string> => {
    const lead = app.page.getByText(/^(EC|RSA) トークンのPINを、画面のキーを押して入力してください。$/);
    await lead.waitFor();
    return await lead.innerText();
  };
  const gone = (lead: string): Promise<void> => app.page.getByText(lead).waitFor({ state: 'detached' });
  const loggedIn = async (): Promise<void> => {
    await app.page.getByRole('heading', { name: 'ログインパスワード' }).waitFor();
    expect(await app.page.getByRole('main').innerText()).toContain('経理 太郎');
  };
  const wrongThenRight = async (): Promise<void> => {
    await app.enter('111111');
    await app.press('OK');
    await app.page.getByText('PINが違います').first().waitFor();
    await app.enter(tokenPin);
    expect(await app.page.content()).not.toContain(tokenPin);
    await app.press('OK');
  };

  it('has its PIN asked on the software keyboard when it signs: a wrong one, then the right one', async () => {
    await start(friendly);
    await app.page.getByRole('radio').first().click();
    expect(await app.page.getByRole('radio').count()).toBe(2);
    await app.press('OK');
    await app.heading(/トークンのPIN/);
    expect(await app.page.getByRole('main').innerText()).toContain('株式会社さくら商事');
    await wrongThenRight();
    await loggedIn();
  });

  it('is left at its PIN: for another certificate, or for good', async () => {
    await start(friendly);
    await app.page.getByRole('radio').first().click();
    await app.press('OK');
    await app.heading(/トークンのPIN/);
    await app.press('別の証明書を選ぶ');
    await app.page.getByRole('radio').last().click();
    await app.press('OK');
    await app.heading(/トークンのPIN/);
    await app.press('手続きを中止する');
    await app.page.getByRole('alertdialog').getByRole('button', { name: '中止する' }).click();
    await app.heading('手続きを中止しました');
  });

  it('that shows nothing without its PIN is asked for it first, and another one is passed over', async () => {
    await start(asking);
    const first = await asked();
    await wrongThenRight();
    await gone(first);
    await asked();
    await app.press('このトークンを使わない');
    await app.heading(/電子証明書方式/);
    await app.page.getByRole('radio').first().waitFor();
  });

  it('is left while its certificates are read, and asked for again the next time', async () => {
    await start(asking);
    await asked();
    await app.press('手続きを中止する');
    await app.page.getByRole('alertdialog').getByRole('button', { name: '中止する' }).click();
    await app.heading('手続きを中止しました');
    await toLogin();
    await asked();
  });

  it('does not wait for a module that never returns', async () => {
    app = await tokens.startApp(await buildBrokenModule('never-returns', tokens.hsm.folder), { HOME: friendly.home });
    await toLogin();
    await app.page.getByText('トークンを確認しています').waitFor();
    const [, second] = await app.page.getByRole('radio').all();
    await second?.click();
    await app.page.getByText('読み取れなかったトークンがあります').waitFor();
    expect(await second?.isChecked()).toBe(true);
    await app.press('OK');
    await app.heading(/トークンのPIN/);
  });

  it('shows a certificate once that the app’s own module reaches, too', async () => {
    app = await tokens.startApp(tokens.hsm.module, { HOME: friendly.home });
    await toLogin();
    await app.page.getByRole('radio').first().waitFor();
    await app.page.getByText('トークンを確認しています').waitFor({ state: 'detached' });
    expect(await app.page.getByRole('radio').count()).toBe(2);
    expect(await app.page.getByRole('main').innerText()).not.toMatch(/ICトークン/);
  });
});
