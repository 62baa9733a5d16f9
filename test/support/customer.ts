import type { Page } from 'playwright-core';
import { buttons, type AppDriver } from './app-driver.ts';

/** What the customer knows. */
export type Customer = {
  readonly loginPassword: string;
  /** Filed 照会用暗証番号 by the account's last three digits. */
  readonly pins: Readonly<Record<string, string>>;
};

export type StepName = 'certificate' | 'password' | 'services' | 'inquiryPin' | 'inquiryPinResult' | 'consent';

/** Called when a step is complete on the screen, before it is left. */
export type OnStep = (step: StepName) => Promise<void>;

/** Where the flow stands, told by what the window shows. */
const headings: readonly (readonly [RegExp, StepName | 'done' | 'failed'])[] = [
  [/照会用暗証番号登録結果$/, 'inquiryPinResult'],
  [/照会用暗証番号登録$/, 'inquiryPin'],
  [/認可業務選択$/, 'services'],
  [/情報アクセス許可$/, 'consent'],
  [/^連携を許可しました$/, 'done'],
];

export async function currentStep(app: AppDriver): Promise<StepName | 'done' | 'failed'> {
  const text = (await app.page.getByRole('heading', { level: 1 }).innerText()).replaceAll('\n', ' ');
  return headings.find(([pattern]) => pattern.test(text))?.[1] ?? 'failed';
}

/** From the TPP's page to the link in the running app. */
export async function connectAtTpp(tppPage: Page, start: string): Promise<void> {
  await tppPage.goto(start);
  // The second name: somebody who is connected already comes back.
  await tppPage.getByRole('button', { name: /^(銀行口座を連携する|連携を更新する)$/ }).click();
  await tppPage.getByRole('button', { name: 'アプリを開く' }).click();
}

/** 手順1: the certificate is looked at and confirmed. */
export async function confirmCertificate(app: AppDriver, onStep: OnStep): Promise<void> {
  await app.heading(/ログイン\(電子証明書方式\)/);
  await app.press(buttons.certificateLogin);
  await app.page.getByRole('region', { name: '証明書情報' }).waitFor();
  await onStep('certificate');
  await app.press(buttons.ok);
}

export async function enterPassword(app: AppDriver, customer: Customer, onStep: OnStep): Promise<void> {
  await app.enter(customer.loginPassword);
  await onStep('password');
  await app.press(buttons.apiLink);
}

/** The filed number of the account that is chosen on the screen. */
export async function pinOfChosen(app: AppDriver, customer: Customer): Promise<string> {
  const chosen = app.page.getByRole('radio', { checked: true });
  const row = app.page.locator('label').filter({ has: chosen });
  const last3 = /末尾\s*(\d{3})/.exec(await row.innerText())?.[1] ?? '';
  const pin = customer.pins[last3];
  if (pin === undefined) throw new Error(`nobody knows a PIN for 末尾${last3}`);
  return pin;
}

async function registerPin(app: AppDriver, customer: Customer, onStep: OnStep): Promise<void> {
  await app.enter(await pinOfChosen(app, customer));
  await onStep('inquiryPin');
  await app.press(buttons.register);
}

/** 手順2–5 as the server leads through them; resolves when the link is permitted and the browser was called. */
export async function permit(app: AppDriver, customer: Customer, onStep: OnStep): Promise<void> {
  for (;;) {
    const before = await app.page.getByRole('heading', { level: 1 }).innerText();
    const step = await currentStep(app);
    if (step === 'done') return;
    if (step === 'services') {
      await onStep(step);
      await app.press(buttons.next);
    } else if (step === 'inquiryPin') await registerPin(app, customer, onStep);
    else if (step === 'inquiryPinResult') {
      await onStep(step);
      const more = app.page.getByRole('button', { name: '照会用暗証番号の追加登録' });
      const unregistered = await app.page.getByText('未登録', { exact: true }).count();
      if (unregistered > 0 && (await more.count()) > 0) await more.click();
      else await app.press(buttons.confirm);
    } else if (step === 'consent') {
      await app.page.getByRole('checkbox', { name: '許可手続きを継続する' }).click();
      await onStep(step);
      await app.press(buttons.permit);
    } else throw new Error(`the flow stopped at 「${before}」`);
    await app.page.waitForFunction((old) => document.querySelector('h1')?.innerText !== old, before);
  }
}
