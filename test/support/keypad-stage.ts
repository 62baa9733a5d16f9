import type { CDPSession } from 'playwright-core';
import type { AppDriver } from './app-driver.ts';
import { confirmCertificate, connectAtTpp, type Customer } from './customer.ts';
import type { Stage } from './stage.ts';

const nothing = (): Promise<void> => Promise.resolve();

/** A new app at 手順1-②, with its keyboard open. */
export async function toPassword(stage: Stage, profile?: string): Promise<AppDriver> {
  const app = await stage.startApp(profile);
  await connectAtTpp(stage.page, stage.world.tpp);
  await confirmCertificate(app, nothing);
  await app.page.locator('button[data-block]').first().waitFor();
  return app;
}

/** On to 手順3, with its ten-key open. */
export async function toInquiryPin(app: AppDriver, customer: Customer): Promise<void> {
  await app.enter(customer.loginPassword);
  await app.press('API連携');
  await app.heading(/認可業務選択/);
  await app.press('次へ');
  await app.heading(/照会用暗証番号登録/);
  await app.page.locator('button[data-block]').first().waitFor();
}

/** The debugging protocol of the window's page: real input of every kind. */
export function protocolOf(app: AppDriver): Promise<CDPSession> {
  return app.page.context().newCDPSession(app.page);
}

/** What the page says was entered; waits until it is that many. */
export async function entered(app: AppDriver, length: number): Promise<void> {
  await app.page
    .getByRole('status')
    .filter({ hasText: new RegExp(`(^|\\D)${String(length)}文字入力済み`) })
    .waitFor({ state: 'attached' });
}

/** Notes, in the main process, what the window is asked about the protection of its picture from now on. */
export async function watchProtection(app: AppDriver): Promise<() => Promise<boolean[]>> {
  await app.application.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('no window');
    const asked: boolean[] = [];
    Reflect.set(globalThis, 'protectionAsked', asked);
    const protect = window.setContentProtection.bind(window);
    window.setContentProtection = (enable) => {
      asked.push(enable);
      protect(enable);
    };
  });
  return () => app.application.evaluate(() => Reflect.get(globalThis, 'protectionAsked') as boolean[]);
}

/**
 * Notes, in the main process, every buffer of `size` bytes that is made from now on, and tells how many bytes in them are not zero:
 * the very bytes of an entry, whatever the app says of them. The app writes the same to its output when it is asked to quit, and
 * again when everything that ends with it has ended.
 */
export async function watchBytes(app: AppDriver, size: number): Promise<() => Promise<number>> {
  await app.application.evaluate(({ app: running }, wanted) => {
    const made: Buffer[] = [];
    const written = (): number => made.reduce((sum, bytes) => sum + bytes.filter((byte) => byte !== 0).length, 0);
    const alloc = Buffer.alloc.bind(Buffer);
    Buffer.alloc = (...input: Parameters<typeof alloc>) => {
      const buffer = alloc(...input);
      if (buffer.length === wanted) made.push(buffer);
      return buffer;
    };
    Reflect.set(globalThis, 'bytesWritten', written);
    for (const event of ['before-quit', 'will-quit'] as const) {
      running.on(event as 'will-quit', () => process.stdout.write(`${event}: ${String(written())} bytes entered\n`));
    }
  }, size);
  return () => app.application.evaluate(() => (Reflect.get(globalThis, 'bytesWritten') as () => number)());
}

/** The picture of the keys as main serves it: 200 while that keypad is open, 404 after. */
export async function pictureStatus(app: AppDriver, address: string): Promise<number> {
  return await app.application.evaluate(
    async ({ session }, url) => (await session.defaultSession.fetch(url)).status,
    address,
  );
}

export async function pictureAddress(app: AppDriver): Promise<string> {
  const image = await app.page
    .locator('.key__face')
    .first()
    .evaluate((face) => getComputedStyle(face).maskImage);
  const address = /url\("([^"]+)"\)/.exec(image)?.[1];
  if (address === undefined) throw new Error(`no picture of the keys in ${image}`);
  return address;
}
