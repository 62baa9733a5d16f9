import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppDriver } from '../support/app-driver.ts';
import {
  confirmCertificate,
  connectAtTpp,
  enterPassword,
  permit,
  pinOfChosen,
  type Customer,
} from '../support/customer.ts';
import { enterByKeyboard, pressByKeyboard, tabTo } from '../support/keyboard.ts';
import { Stage } from '../support/stage.ts';
import { customerOf } from '../support/tour.ts';

const nothing = (): Promise<void> => Promise.resolve();

describe('every way out of the flow', () => {
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

  const atTpp = async (): Promise<string> => {
    await stage.page.goto(await app.browser.next());
    return await stage.page.locator('body').innerText();
  };
  const cancel = async (): Promise<void> => {
    // The certificate's own question is answered first.
    const choosing = app.page.getByRole('button', { name: 'キャンセル', exact: true });
    if ((await choosing.count()) > 0) await choosing.click();
    await app.press('手続きを中止する');
    await app.page.getByRole('alertdialog').waitFor();
    await app.press('中止する');
    await app.heading('手続きを中止しました');
  };

  /** Each goes on from where the one before it stands. */
  const ways: readonly (readonly [string, () => Promise<void>])[] = [
    [
      'certificate',
      async () => {
        app = await stage.startApp();
        await connectAtTpp(stage.page, stage.world.tpp);
        await app.heading(/電子証明書方式/);
        await app.press('電子証明書ログイン');
        await app.page.getByRole('region', { name: '証明書情報' }).waitFor();
      },
    ],
    [
      'password',
      async () => {
        await app.press('OK');
        await app.page.getByRole('heading', { name: 'ログインパスワード' }).waitFor();
      },
    ],
    [
      'services',
      async () => {
        await enterPassword(app, customer, nothing);
        await app.heading(/認可業務選択/);
      },
    ],
    [
      'inquiryPin',
      async () => {
        await app.press('次へ');
        await app.heading(/照会用暗証番号登録$/);
      },
    ],
    [
      'inquiryPinResult',
      async () => {
        await app.enter(await pinOfChosen(app, customer));
        await app.press('登録');
        await app.heading(/照会用暗証番号登録結果/);
      },
    ],
  ];

  it.each(ways.map(([step], index) => ({ step, index })))(
    'cancels at $step: the TPP is told so',
    async ({ step, index }) => {
      for (const [, go] of ways.slice(0, index + 1)) await go();
      await cancel();
      expect(await atTpp()).toContain(`access_denied (${step})`);
    },
  );

  it('refuses at the consent, and the next time the link is renewed', async () => {
    const toConsent = async (): Promise<void> => {
      await ways[0]?.[1]();
      await ways[1]?.[1]();
      await ways[2]?.[1]();
      await app.press('次へ');
      await app.heading(/照会用暗証番号登録$|情報アクセス許可/);
      while ((await app.page.getByRole('heading', { level: 1, name: /情報アクセス許可/ }).count()) === 0) {
        const later = app.page.getByRole('button', { name: '登録せずに進む' });
        await later.click();
        await app.heading(/情報アクセス許可/);
      }
    };
    await toConsent();
    // Here the decision itself is the way out.
    await app.press('許可しない');
    await app.page.getByRole('alertdialog').waitFor();
    await app.press('許可せずに終わる');
    await app.heading('連携を許可しませんでした');
    expect(await atTpp()).toContain('access_denied');
    await stage.stopApp();

    await toConsent();
    await permit(app, customer, nothing);
    expect(await atTpp()).not.toContain('access_denied');
    await stage.stopApp();

    // The link that stands is named, with the day it would have ended.
    await toConsent();
    expect(await app.page.getByRole('main').innerText()).toMatch(/置き換|更新/);
    await permit(app, customer, nothing);
    await atTpp();
    const result: unknown = await (await stage.page.request.get(new URL('/result.json', stage.world.tpp).href)).json();
    expect(result).toMatchObject({ ok: true });
    const links = await stage.world.database
      .selectFrom('links')
      .select('status')
      .where('member_id', '=', 'keiri-taro')
      .execute();
    expect(links.map(({ status }) => status).sort()).toEqual(['active', 'ended']);
  });
});

describe('without a mouse', () => {
  it('completes the five steps with the keyboard alone', async () => {
    const stage = await Stage.open({ persona: 'keiri-taro' });
    try {
      const customer = await customerOf('keiri-taro');
      const app = await stage.startApp();
      await connectAtTpp(stage.page, stage.world.tpp);
      await app.heading(/電子証明書方式/);
      await pressByKeyboard(app, '電子証明書ログイン');
      await app.page.getByRole('region', { name: '証明書情報' }).waitFor();
      await pressByKeyboard(app, 'OK');
      await app.page.getByRole('heading', { name: 'ログインパスワード' }).waitFor();
      await enterByKeyboard(app, customer.loginPassword);
      await pressByKeyboard(app, 'API連携');
      await app.heading(/認可業務選択/);
      await tabTo(app, app.page.getByRole('checkbox', { name: '入出金明細照会' }));
      await app.page.keyboard.press('Space');
      await app.page.keyboard.press('Space');
      await pressByKeyboard(app, '次へ');
      await app.heading(/照会用暗証番号登録$/);
      await enterByKeyboard(app, await pinOfChosen(app, customer));
      await pressByKeyboard(app, '登録');
      await app.heading(/照会用暗証番号登録結果/);
      await pressByKeyboard(app, '確認');
      await app.heading(/情報アクセス許可/);
      await tabTo(app, app.page.getByRole('checkbox', { name: '許可手続きを継続する' }));
      await app.page.keyboard.press('Space');
      await pressByKeyboard(app, '許可');
      await app.heading('連携を許可しました');
      await stage.page.goto(await app.browser.next());
      expect(await stage.page.locator('body').innerText()).toMatch(/12,480,350/);
    } finally {
      await stage.close();
    }
  });
});

describe('time', () => {
  it('runs out: said so, and the TPP is told', async () => {
    const stage = await Stage.open({
      persona: 'keiri-taro',
      world: { adjust: (config) => ({ ...config, flow: { ...config.flow, minutes: 0.2 } }) },
    });
    try {
      const app = await stage.startApp();
      await connectAtTpp(stage.page, stage.world.tpp);
      await app.heading(/電子証明書方式/);
      await app.page.getByText('authorization.timed-out', { exact: true }).first().waitFor();
      expect(await app.page.getByRole('heading', { level: 1 }).innerText()).toMatch(/時間/);
    } finally {
      await stage.close();
    }
  });

  it('is extended when the customer asks for it', async () => {
    const stage = await Stage.open({
      persona: 'keiri-taro',
      world: { adjust: (config) => ({ ...config, flow: { ...config.flow, minutes: 1.5 } }) },
    });
    try {
      const customer = await customerOf('keiri-taro');
      const app = await stage.startApp();
      await connectAtTpp(stage.page, stage.world.tpp);
      await confirmCertificate(app, nothing);
      await enterPassword(app, customer, nothing);
      await app.heading(/認可業務選択/);
      const endsAt = async (): Promise<number> =>
        (
          await stage.world.database
            .selectFrom('flows')
            .select('ends_at')
            .orderBy('created_at', 'desc')
            .executeTakeFirstOrThrow()
        ).ends_at;
      const before = await endsAt();
      await app.press('延長する');
      await app.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
      await expect.poll(endsAt).toBeGreaterThan(before);
      await app.heading(/認可業務選択/);
    } finally {
      await stage.close();
    }
  });
});
