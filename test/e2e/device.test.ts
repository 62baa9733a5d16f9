import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppDriver } from '../support/app-driver.ts';
import { connectAtTpp } from '../support/customer.ts';
import { Stage } from '../support/stage.ts';
import { TokenStage, tokenPin } from '../support/token-stage.ts';

/** What a tester switches on, without the panel. */
async function switchOn({ world }: Stage, id: string, parameters: Record<string, unknown> = {}): Promise<void> {
  const switched = await world.switchboard.on(id, parameters);
  expect(switched.ok).toBe(true);
}

async function comeFromTpp(stage: Stage, app: AppDriver): Promise<void> {
  await connectAtTpp(stage.page, stage.world.tpp);
  await app.heading(/電子証明書方式/);
}

const code = (app: AppDriver, expected: string): Promise<void> =>
  app.page.getByText(expected, { exact: true }).first().waitFor();

describe('a tester plays the certificate store, the proxy and the keyring', () => {
  let stage: Stage;
  let app: AppDriver;
  beforeAll(async () => {
    stage = await Stage.open({ persona: 'keiri-taro' });
  });
  beforeEach(async () => {
    app = await stage.startApp();
  });
  afterEach(async () => {
    await stage.stopApp();
    await stage.world.switchboard.reset();
  });
  afterAll(() => stage.close());

  it('no certificate: nothing is found, and after the switch it is there again', async () => {
    await switchOn(stage, 'no-certificate');
    await comeFromTpp(stage, app);
    await app.press('電子証明書ログイン');
    await code(app, 'certificate.none-found');
    await stage.world.switchboard.reset();
    await app.press('もう一度ためす');
    await app.heading(/電子証明書方式/);
    await app.press('電子証明書ログイン');
    await app.page.getByRole('region', { name: '証明書情報' }).waitFor();
  });

  it.each([
    ['no-private-key', '秘密鍵なし'],
    ['certificate-expired', '有効期限切れ'],
    ['certificate-not-yet-valid', '開始前'],
    ['certificate-wrong-usage', '用途違い'],
    ['certificate-wrong-issuer', '発行者違い'],
  ])('%s: the certificate is listed as left out, with the reason', async (id, reason) => {
    await switchOn(stage, id);
    await comeFromTpp(stage, app);
    await app.press('電子証明書ログイン');
    const list = app.page.getByRole('main');
    await list.getByText(reason, { exact: true }).first().waitFor();
    expect(await list.innerText()).toContain('経理 太郎');
  });

  it('a proxy that wants to know who asks stops the flow; without it the same link goes on', async () => {
    await switchOn(stage, 'proxy-authentication');
    await connectAtTpp(stage.page, stage.world.tpp);
    await code(app, 'environment.proxy-authentication');
    await stage.world.switchboard.reset();
    await app.press('もう一度ためす');
    await app.heading(/電子証明書方式/);
  });

  it('a keyring that goes is told of', async () => {
    await switchOn(stage, 'keyring-unavailable');
    await app.page.getByText('このPCには、同意の控えを残せません').first().waitFor();
  });
});

describe('a tester plays the hardware token', () => {
  let tokens: TokenStage;
  let app: AppDriver;
  beforeAll(async () => {
    tokens = await TokenStage.open();
  });
  beforeEach(async () => {
    app = await tokens.startApp();
  });
  afterEach(async () => {
    await tokens.stage.stopApp();
    await tokens.stage.world.switchboard.reset();
  });
  afterAll(() => tokens.close());

  const toList = async (): Promise<void> => {
    await comeFromTpp(tokens.stage, app);
    await app.press('電子証明書ログイン');
  };
  const toPin = async (): Promise<void> => {
    await toList();
    await app.page.getByRole('radio', { name: /EC トークン/ }).click();
    await app.press('OK');
    await app.heading(/トークンのPIN/);
  };

  it('the right PIN is refused, the token never hears of it, and then it is locked', async () => {
    await switchOn(tokens.stage, 'token-pin-wrong');
    const before = (await tokens.fault.calls()).filter((call) => call === 'login').length;
    await toPin();
    await app.enter(tokenPin);
    await app.press('OK');
    await app.page
      .getByText(/PINが違います/)
      .first()
      .waitFor();
    await switchOn(tokens.stage, 'token-pin-wrong', { triesLeft: 'final' });
    await app.enter(tokenPin);
    await app.press('OK');
    await code(app, 'token.pin-locked');
    expect((await tokens.fault.calls()).filter((call) => call === 'login')).toHaveLength(before);
  });

  it('a locked token says so before its PIN is asked', async () => {
    await switchOn(tokens.stage, 'token-pin-locked');
    await toList();
    await app.page.getByRole('radio', { name: /EC トークン/ }).click();
    await app.press('OK');
    await code(app, 'token.pin-locked');
  });

  it('pulled while its PIN is asked, and put back', async () => {
    await toPin();
    await switchOn(tokens.stage, 'token-removed');
    await app.heading(/挿し直して/);
    await tokens.stage.world.switchboard.reset();
    await app.heading(/トークンのPIN/);
  });

  it('a token that cannot sign is left out, with the reason', async () => {
    await switchOn(tokens.stage, 'token-cannot-sign');
    await toList();
    await app.page.getByRole('main').getByText('署名できません').first().waitFor();
    expect(await app.page.getByRole('radio').count()).toBe(0);
  });

  it.each([
    ['middleware-not-found', 'token.module-missing'],
    ['middleware-failed', 'token.module-failed'],
  ])('%s is said instead of a list', async (id, expected) => {
    await switchOn(tokens.stage, id);
    await toList();
    await code(app, expected);
  });

  it('middleware that fails while it signs', async () => {
    await switchOn(tokens.stage, 'middleware-failed', { while: 'signing' });
    await toPin();
    await app.enter(tokenPin);
    await app.press('OK');
    await code(app, 'token.module-failed');
  });
});
