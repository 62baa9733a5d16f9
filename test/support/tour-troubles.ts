import type { Page } from 'playwright-core';
import type { AppDriver } from './app-driver.ts';
import type { TourKind } from './tour-kinds.ts';

/** A customer who cannot get through. */
export type Trouble = Exclude<TourKind, 'os' | 'token-rsa' | 'token-ec'>;

/** What a customer saw on his way out, each judged on what the window and the provider's page really show. */
export type Facts = Readonly<Record<string, boolean>>;

export type Visit = {
  readonly app: AppDriver;
  /** The provider's pages in a browser. */
  readonly page: Page;
  readonly tpp: string;
  /** Takes a picture of the window. */
  readonly look: (name: string) => Promise<void>;
  /** Takes a picture of the browser. */
  readonly lookAtPage: (name: string) => Promise<void>;
};

const details = (app: AppDriver) => app.page.getByRole('region', { name: '証明書情報' });

async function shows(app: AppDriver, code: string): Promise<boolean> {
  await app.page.getByText(code, { exact: true }).first().waitFor();
  return true;
}

async function keypadIsThere(app: AppDriver): Promise<boolean> {
  return (await app.page.locator('button[data-block]').count()) > 0;
}

const offersAnother = async (app: AppDriver): Promise<boolean> =>
  (await app.page.getByRole('button', { name: '別の証明書を選ぶ' }).count()) === 1;

/** The browser follows where the app sent it; the provider says which step was left. */
async function atTpp({ page, tpp, lookAtPage }: Visit, address: Promise<string>): Promise<Facts> {
  await page.goto(await address);
  const words = await page.locator('body').innerText();
  await lookAtPage('tpp-refused');
  const result = (await (await page.request.get(new URL('/result.json', tpp).href)).json()) as Record<string, unknown>;
  return {
    providerToldAccessDenied: words.includes('access_denied (certificate)'),
    providerGotNothing: result['ok'] === false && result['kind'] === 'refused' && result['step'] === 'certificate',
  };
}

/** The way out of a failure screen. */
async function backToTpp(visit: Visit): Promise<Facts> {
  const address = visit.app.browser.next();
  await visit.app.press('元の画面に戻る');
  await visit.app.heading('連携できませんでした');
  await visit.look('ended');
  return atTpp(visit, address);
}

async function expired(visit: Visit): Promise<Facts> {
  const { app, look } = visit;
  await app.page.getByText('有効期限切れ').first().waitFor();
  await look('certificates');
  const ok = app.page.getByRole('button', { name: 'OK', exact: true });
  const cannotChoose = (await ok.getAttribute('aria-disabled')) === 'true';
  const nothingOffered = (await app.page.getByRole('radio').count()) === 0;
  await app.press('キャンセル');
  await app.page.getByRole('button', { name: '電子証明書ログイン' }).waitFor();
  await look('login-again');
  await app.press('手続きを中止する');
  await app.page.getByRole('alertdialog').waitFor();
  await look('cancel-asked');
  const address = app.browser.next();
  await app.press('中止する');
  await app.heading('手続きを中止しました');
  await look('cancelled');
  return { listedWithReason: true, cannotChoose, nothingOffered, ...(await atTpp(visit, address)) };
}

async function revoked(visit: Visit): Promise<Facts> {
  const { app, look } = visit;
  await details(app).waitFor();
  await look('certificate');
  await app.press('OK');
  const refusedAsRevoked = await shows(app, 'certificate.revoked');
  await look('revoked');
  return { refusedAsRevoked, offersAnother: await offersAnother(app), ...(await backToTpp(visit)) };
}

async function none(visit: Visit): Promise<Facts> {
  const { app, look } = visit;
  const saidNone = await shows(app, 'certificate.none-found');
  await look('none-found');
  const saysWhatToDo = (await app.page.getByRole('listitem').count()) > 0;
  return { saidNone, saysWhatToDo, ...(await backToTpp(visit)) };
}

async function lockedToken(visit: Visit): Promise<Facts> {
  const { app, look } = visit;
  await details(app).waitFor();
  const saidInList = await shows(app, 'このトークンはロックされています');
  await look('certificate');
  await app.press('OK');
  const saidLocked = await shows(app, 'token.pin-locked');
  const noPinAsked = !(await keypadIsThere(app));
  await look('pin-locked');
  return { saidInList, saidLocked, noPinAsked, offersAnother: await offersAnother(app), ...(await backToTpp(visit)) };
}

/** From 「電子証明書ログイン」 to the end at the provider. */
export const troubles: Readonly<Record<Trouble, (visit: Visit) => Promise<Facts>>> = {
  expired,
  revoked,
  none,
  'locked-token': lockedToken,
};
