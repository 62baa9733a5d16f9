import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { keepWritten } from './written.ts';
import { DefaultBrowser } from './default-browser.ts';

export type AppStart = {
  /** The Electron program. */
  readonly executable: string;
  /** The project's root. */
  readonly root: string;
  /** `null`: started with `--mock`. */
  readonly profile: string | null;
  /** The home whose NSS store has the customer's certificate. */
  readonly home: string;
  readonly userData: string;
  /** Where the stand-in for the default browser lies. */
  readonly scratch: string;
  /** On top of this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** More of the command line. */
  readonly more?: readonly string[];
};

/** The words on the buttons, as the manual has them. */
export const buttons = {
  certificateLogin: '電子証明書ログイン',
  ok: 'OK',
  apiLink: 'API連携',
  next: '次へ',
  register: '登録',
  confirm: '確認',
  permit: '許可',
} as const;

/** `folder`: what Electron is to load. */
function electronArguments(start: AppStart, folder = start.root): string[] {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const world = start.profile === null ? '--mock' : `--profile=${start.profile}`;
  return [...asRoot, `--user-data-dir=${start.userData}`, folder, world, ...(start.more ?? [])];
}

/** The same app, which waits with its window until Playwright can see it made. */
const drivenApp = join(import.meta.dirname, 'driven-app');
/** Less than a test has, so that a start that fails is said to be one. */
const launchTimeout = 90_000;

function environment(start: AppStart, browser: DefaultBrowser): Record<string, string> {
  const kept = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    ...Object.fromEntries(kept),
    HOME: start.home,
    PATH: `${browser.path}:${process.env['PATH'] ?? ''}`,
    ELECTRON_DISABLE_SECURITY_WARNINGS: '1',
    ...start.env,
  };
}

/** The real app in its real window, worked as a customer works it. */
export class AppDriver {
  readonly application: ElectronApplication;
  readonly page: Page;
  readonly browser: DefaultBrowser;
  readonly #start: AppStart;
  #written: readonly string[] = [];

  private constructor(start: AppStart, browser: DefaultBrowser, application: ElectronApplication, page: Page) {
    this.#start = start;
    this.browser = browser;
    this.application = application;
    this.page = page;
  }

  /** Everything the app wrote to its standard output and its standard error. */
  output(): string {
    return this.#written.join('');
  }

  static async launch(start: AppStart): Promise<AppDriver> {
    const browser = new DefaultBrowser(start.scratch);
    const application = await _electron.launch({
      executablePath: start.executable,
      args: electronArguments(start, drivenApp),
      env: environment(start, browser),
      cwd: start.root,
      timeout: launchTimeout,
    });
    const written: string[] = [];
    const { stdout, stderr } = application.process();
    for (const stream of [stdout, stderr]) stream?.on('data', (chunk: Buffer) => written.push(chunk.toString('utf8')));
    // With `--mock` the window comes after the mock world, which has to make its certificates first.
    const page = await application.firstWindow({ timeout: launchTimeout });
    await page.waitForLoadState('load');
    const driver = new AppDriver(start, browser, application, page);
    driver.#written = written;
    return driver;
  }

  /** Hands a link over as the operating system does: by starting the app once more. Resolves when that start has ended. */
  async openLink(link: string): Promise<void> {
    const second = spawn(this.#start.executable, [...electronArguments(this.#start), link], {
      env: environment(this.#start, this.browser),
      cwd: this.#start.root,
      stdio: 'ignore',
    });
    await once(second, 'exit');
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /** Resolves when the screen with this heading shows. */
  async heading(name: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** Enters a secret by the keys whose faces show its characters, as somebody who looks at the picture does. */
  async enter(secret: string): Promise<void> {
    const keys = this.page.locator('button[data-block]');
    await keys.first().waitFor();
    const faces = await keypadFaces(this);
    for (const character of secret) {
      const index = faces.indexOf(character);
      if (index < 0) throw new Error('the keypad has no such key');
      await keys.nth(index).click();
    }
    await this.entered(secret.length);
  }

  /** What a screen reader is told of the field; the count is all the page knows. */
  async entered(count: number): Promise<void> {
    await this.page
      .getByText(new RegExp(`${String(count)}(文字入力済み|桁入力済み)`))
      .first()
      .waitFor({ state: 'attached' });
  }

  async screenshot(file: string): Promise<void> {
    await this.page.screenshot({ path: file, animations: 'disabled' });
  }

  async close(): Promise<void> {
    this.browser.close();
    await this.application.close();
    keepWritten('app', this.output());
  }
}

/** The characters on the keys, in the order of the keys: read off the picture, in the main process. */
export async function keypadFaces({ page, application }: AppDriver): Promise<string[]> {
  const address = await page
    .locator('button[data-block] span')
    .first()
    .evaluate((face) => getComputedStyle(face).maskImage);
  const url = /url\("([^"]+)"\)/.exec(address)?.[1];
  if (url === undefined) throw new Error(`no picture of the keys in ${address}`);
  const svg = await application.evaluate(
    async ({ session }, target) => await (await session.defaultSession.fetch(target)).text(),
    url,
  );
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
  return [...svg.matchAll(/<text [^>]*>([^<]+)<\/text>/g)].map(([, face = '']) => entities[face] ?? face);
}
