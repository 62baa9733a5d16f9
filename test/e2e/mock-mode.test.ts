import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { worldFileSchema } from '../../server/mock/control/contract.ts';
import { AppDriver } from '../support/app-driver.ts';
import { launchChromium } from '../support/chromium.ts';
import { testElectron } from '../support/electron.ts';
import { startPostgres, type PostgresServer } from '../support/postgres-server.ts';

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** What the development runtime lacks (node:sqlite) a PostgreSQL server makes up for: the world is the same. */
describe('the app started with --mock', () => {
  const root = join(import.meta.dirname, '..', '..');
  let postgres: PostgresServer;
  let scratch: string;
  let browser: Browser;

  const launch = (env: Readonly<Record<string, string>>): Promise<AppDriver> =>
    AppDriver.launch({
      executable: testElectron().executable,
      root,
      profile: null,
      home: join(scratch, 'home'),
      userData: join(scratch, 'user-data'),
      scratch,
      env,
      more: [`--tpps=${ownTpps()}`],
    });

  /** A folder with one provider of the tester's own. */
  const ownTpps = (): string => {
    const folder = join(scratch, 'tpps');
    const shipped = join(root, 'server', 'mock', 'tpp', 'registered', 'kaikei-mirai.json');
    const { $schema: _schema, ...tpp } = JSON.parse(readFileSync(shipped, 'utf8')) as Record<string, unknown>;
    mkdirSync(folder, { recursive: true });
    const name = { ja: '試しの会計', en: 'Trial Books' };
    writeFileSync(join(folder, 'trial.json'), JSON.stringify({ ...tpp, name }));
    return folder;
  };

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'renkei-mock-mode-'));
    postgres = await startPostgres();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await postgres.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('brings its server along, in a folder of its own, with providers of one’s own, and ends it', async () => {
    const app = await launch({ DATABASE_URL: postgres.url });
    const tpp = await app.browser.next();
    let server = 0;
    try {
      await app.page.getByText('テスト環境').first().waitFor();
      const userData = await app.application.evaluate(({ app: own }) => own.getPath('userData'));
      expect(userData).toBe(`${join(scratch, 'user-data')}-mock`);
      expect(existsSync(join(userData, 'world', 'profile.json'))).toBe(true);
      server = worldFileSchema.parse(JSON.parse(readFileSync(join(userData, 'world', 'control.json'), 'utf8'))).pid;

      const page = await browser.newPage({ locale: 'ja-JP' });
      await page.goto(tpp);
      await page.getByText('試しの会計').first().waitFor();
      await page.getByRole('button', { name: '銀行口座を連携する' }).click();
      await page.getByRole('button', { name: 'アプリを開く' }).click();
      await app.heading(/ログイン\(電子証明書方式\)/);

      // The mock world's tokens are plugged in, and none of the tester's own.
      await app.press('電子証明書ログイン');
      await app.page.getByRole('radio').first().waitFor();
      const places = await app.page.getByRole('region', { name: '証明書情報' }).innerText();
      expect(places).toContain('ICトークン');
      await page.close();
    } finally {
      await app.close();
    }
    // Its server has ended with it.
    await expect.poll(() => isAlive(server)).toBe(false);
  });
});
