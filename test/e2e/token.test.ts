import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppDriver } from '../support/app-driver.ts';
import { connectAtTpp } from '../support/customer.ts';
import { buildBrokenModule } from '../support/native-library.ts';
import { TokenStage, tokenPin } from '../support/token-stage.ts';

describe('a customer with a hardware token', () => {
  let tokens: TokenStage;
  let app: AppDriver;
  beforeAll(async () => {
    tokens = await TokenStage.open();
  });
  beforeEach(async () => {
    await tokens.fault.reset();
  });
  afterEach(async () => {
    await tokens.stage.stopApp();
  });
  afterAll(async () => {
    await tokens.close();
  });

  const start = async (module?: string): Promise<void> => {
    app = await tokens.startApp(module);
    await connectAtTpp(tokens.stage.page, tokens.stage.world.tpp);
    await app.heading(/電子証明書方式/);
    await app.press('電子証明書ログイン');
  };
  /** Chooses the certificate on the token with this label and confirms it. */
  const choose = async (label: string): Promise<void> => {
    await app.page.getByRole('radio', { name: new RegExp(label) }).click();
    await app.press('OK');
  };
  const toPin = async (label = 'EC トークン'): Promise<void> => {
    await start();
    await choose(label);
    await app.heading(/トークンのPIN/);
  };
  const loggedIn = (): Promise<void> => app.page.getByRole('heading', { name: 'ログインパスワード' }).waitFor();
  const code = (expected: string): Promise<void> => app.page.getByText(expected, { exact: true }).first().waitFor();

  it.each(['EC トークン', 'RSA トークン'])('logs in with a key on the %s', async (label) => {
    await toPin(label);
    await app.enter(tokenPin);
    expect(await app.page.content()).not.toContain(tokenPin);
    await app.press('OK');
    await loggedIn();
    expect(await app.page.getByRole('main').innerText()).toContain('経理 太郎');
    // Nothing stays open on the token.
    expect((await tokens.fault.calls()).at(-1)).toBe('close');
  });

  it('is told of wrong PINs until the token is locked, and before the next try', async () => {
    await toPin();
    for (const words of [/PINが違います/, /PINが違います/]) {
      await app.enter('111111');
      await app.press('OK');
      await app.page.getByText(words).first().waitFor();
    }
    await app.enter('111111');
    await app.press('OK');
    await code('token.pin-locked');
    await tokens.stage.stopApp();
    await start();
    await choose('EC トークン');
    await code('token.pin-locked');
  });

  it('pulls the token while it is read, puts it back and goes on', async () => {
    await tokens.fault.set('pull-at', 'list');
    await start();
    await app.heading(/挿し直して/);
    await tokens.fault.clear('pull-at');
    await tokens.fault.clear('removed');
    await app.heading(/電子証明書方式/);
    await choose('EC トークン');
    await app.heading(/トークンのPIN/);
  });

  it('pulls the token while the list shows, puts it back and goes on', async () => {
    await start();
    await app.page.getByRole('radio').first().waitFor();
    await tokens.fault.set('removed');
    await app.heading(/挿し直して/);
    await tokens.fault.clear('removed');
    await app.heading(/電子証明書方式/);
    expect(await app.page.getByRole('radio').count()).toBe(2);
  });

  it('has a reader with its own keys: stops there, enters it again, and goes on', async () => {
    await tokens.fault.set('reader-pin', 'cancel');
    await start();
    await choose('EC トークン');
    await code('読み取り機で入力が取り消されました');
    await tokens.fault.set('reader-pin', tokenPin);
    await app.press('もう一度入力する');
    await loggedIn();
  });

  it('has a reader that waits: the time counts down, and it is left at once', async () => {
    await tokens.fault.set('reader-pin', tokenPin);
    await tokens.fault.set('slow-login', 60_000);
    await start();
    await choose('EC トークン');
    await app.page.getByRole('timer', { name: '入力の残り時間' }).waitFor();
    await tokens.fault.clear('slow-login');
    await app.press('別の証明書を選ぶ');
    await choose('EC トークン');
    await loggedIn();
  });

  it('pulls the token while its PIN is asked, puts it back and goes on', async () => {
    await toPin();
    await tokens.fault.set('removed');
    await app.heading(/挿し直して/);
    await tokens.fault.clear('removed');
    await app.heading(/トークンのPIN/);
    await app.enter(tokenPin);
    await app.press('OK');
    await loggedIn();
  });

  it('pulls the token while it signs, puts it back and goes on', async () => {
    await toPin();
    await tokens.fault.set('pull-at', 'sign');
    await app.enter(tokenPin);
    await app.press('OK');
    await app.heading(/挿し直して/);
    await tokens.fault.clear('pull-at');
    await tokens.fault.clear('removed');
    await app.heading(/トークンのPIN/);
    await app.enter(tokenPin);
    await app.press('OK');
    await loggedIn();
  });

  it('has a token that crashes its middleware while signing: one error, and the app lives on', async () => {
    await toPin();
    await tokens.fault.set('crash-sign');
    await app.enter(tokenPin);
    await app.press('OK');
    await code('token.module-failed');
    await tokens.fault.clear('crash-sign');
  });

  it('has middleware that is not installed', async () => {
    await start('/usr/lib/nowhere/missing.so');
    await code('token.module-missing');
  });

  it.each(['crashes-on-load', 'no-function-list', 'never-returns'] as const)('has middleware that %s', async (kind) => {
    await start(await buildBrokenModule(kind, tokens.hsm.folder));
    await code('token.module-failed');
    // The window still answers.
    await app.press('元の画面に戻る');
    await app.heading('連携できませんでした');
  });
});
