import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '../../src-main/contract/calls.ts';
import type { ReceiptsView } from '../../src-main/contract/receipts.ts';
import type { AppDriver } from '../support/app-driver.ts';
import { confirmCertificate, connectAtTpp, enterPassword, permit, type Customer } from '../support/customer.ts';
import { openKeyringSession, type KeyringSession } from '../support/keyring-session.ts';
import { Stage } from '../support/stage.ts';
import { customerOf } from '../support/tour.ts';

const nothing = (): Promise<void> => Promise.resolve();
const notice = 'このPCには、同意の控えを残せません';

/** Of a session, only the bus: the home with the certificate store and the display stay the stage's. */
const busOf = ({ env }: KeyringSession): Record<string, string> => ({
  DBUS_SESSION_BUS_ADDRESS: env['DBUS_SESSION_BUS_ADDRESS'] ?? '',
});

const receiptsOf = async (app: AppDriver): Promise<ReceiptsView> =>
  await app.page.evaluate(async () => {
    // In the page, where the bridge is.
    const { renkei } = globalThis as unknown as { renkei: Bridge };
    const result = await renkei.call('receipts.list', undefined);
    if (!result.ok) throw new Error(result.failure.code);
    return result.value;
  });

/** The text for a support desk, as the help shows it. */
async function supportReport(app: AppDriver): Promise<string> {
  await app.press('ヘルプ');
  await app.press('サポートに伝える情報を表示する');
  const text = await app.page.locator('.support__text').innerText();
  await app.press('閉じる');
  return text;
}

describe('the app and the keyring', () => {
  let stage: Stage;
  let customer: Customer;
  let session: KeyringSession | null = null;
  beforeAll(async () => {
    stage = await Stage.open({ persona: 'kanri-hanako' });
    customer = await customerOf('kanri-hanako');
  });
  afterEach(async () => {
    await stage.stopApp();
    await session?.close();
    session = null;
  });
  afterAll(() => stage.close());

  const give = async (app: AppDriver): Promise<void> => {
    await connectAtTpp(stage.page, stage.world.tpp);
    await confirmCertificate(app, nothing);
    await enterPassword(app, customer, nothing);
    await app.heading(/認可業務選択|照会用暗証番号登録|情報アクセス許可/);
    await permit(app, customer, nothing);
  };

  it('with a real keyring: the receipt and the device are the same after the next start, and the disk shows nothing', async () => {
    session = await openKeyringSession({ locked: false });
    const first = await stage.startApp(undefined, busOf(session));
    const userData = await first.application.evaluate(({ app }) => app.getPath('userData'));
    await give(first);
    const { kept, receipts } = await receiptsOf(first);
    expect(kept).toBe(true);
    expect(receipts).toHaveLength(1);
    expect(receipts[0]).toMatchObject({
      outcome: 'permitted',
      intentVersion: '2026-11-01',
      bank: { ja: '成協信用組合' },
    });

    const lying = await readFile(join(userData, 'receipts.sealed'));
    for (const shown of [receipts[0]?.company ?? '', receipts[0]?.tpp.registration ?? '', 'intentVersion']) {
      expect(shown).not.toBe('');
      expect(lying.includes(shown)).toBe(false);
    }

    const second = await stage.startApp(undefined, busOf(session), true);
    expect(await receiptsOf(second)).toEqual({ kept: true, receipts });
    const report = await supportReport(second);
    expect(report).toContain('keyring: kept');
    expect(report).toMatch(/device: [\w-]{43} \(kept\)/);
    expect(report).toContain('receipts: 1 (kept)');
    const third = await stage.startApp(undefined, busOf(session), true);
    expect(await supportReport(third)).toBe(report);
    expect(await third.page.getByText(notice).count()).toBe(0);
  });

  it.each([
    ['without a keyring', null, 'no-service', '機能が動いていない'],
    ['with a locked keyring', { locked: true }, 'locked', '鍵がかかっている'],
  ] as const)('%s: says so calmly, and works in memory', async (_, opened, reason, words) => {
    if (opened !== null) session = await openKeyringSession(opened);
    const app = await stage.startApp(
      undefined,
      session === null ? { DBUS_SESSION_BUS_ADDRESS: 'disabled:' } : busOf(session),
    );
    await app.page.getByText(notice).waitFor();
    expect(await app.page.getByRole('main').innerText()).toContain(words);
    expect(await supportReport(app)).toContain(`keyring: memory-only (${reason})`);
    expect(await receiptsOf(app)).toEqual({ kept: false, receipts: [] });
  });

  it('with one that does not answer: the window works meanwhile, and the app ends', async () => {
    session = await openKeyringSession({ locked: false });
    session.fallSilent();
    const app = await stage.startApp(undefined, busOf(session));
    await app.heading('連携先の画面から始めてください');
    await app.press('ヘルプ');
    await app.press('閉じる');
    expect(await app.page.getByText(notice).count()).toBe(0);
    // Resolves when the process has ended: the call that hangs does not hold it.
    await stage.stopApp();
  });

  it('without a keyring: a receipt is there until the app is closed, and nothing of it on the disk', async () => {
    const nowhere = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
    const first = await stage.startApp(undefined, nowhere);
    const userData = await first.application.evaluate(({ app }) => app.getPath('userData'));
    await give(first);
    expect(await receiptsOf(first)).toMatchObject({ kept: false, receipts: [{ outcome: 'permitted' }] });
    await expect(readFile(join(userData, 'receipts.sealed'))).rejects.toThrow('ENOENT');
    const second = await stage.startApp(undefined, nowhere, true);
    expect(await receiptsOf(second)).toEqual({ kept: false, receipts: [] });
  });
});
