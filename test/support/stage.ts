import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ensurePrivateHome } from '../../scripts/world/private-home.ts';
import { startWorld, type World, type WorldOptions } from '../../server/mock/world.ts';
import { AppDriver } from './app-driver.ts';
import { launchChromium } from './chromium.ts';
import { testElectron } from './electron.ts';
import { keepWritten, keptLog } from './written.ts';

const root = join(import.meta.dirname, '..', '..');

export type StageOptions = {
  /** Whose certificate lies in the store; `null`: an empty store. */
  readonly persona: string | null;
  readonly world?: Partial<WorldOptions>;
};

/**
 * Everything an end-to-end test plays on: a server with its mock world in this process, Debian's Chromium for the TPP's
 * pages, and the real app started as often as a test wants, with a private home.
 */
export class Stage {
  world: World;
  readonly page: Page;
  readonly #browser: Browser;
  readonly #scratch: string;
  readonly #options: StageOptions;
  readonly #executable: string;
  readonly #handovers: Promise<void>[] = [];
  #app: AppDriver | null = null;
  #starts = 0;

  private constructor(
    parts: { world: World; page: Page; browser: Browser; scratch: string; executable: string },
    options: StageOptions,
  ) {
    this.world = parts.world;
    this.page = parts.page;
    this.#browser = parts.browser;
    this.#scratch = parts.scratch;
    this.#executable = parts.executable;
    this.#options = options;
  }

  static async open(options: StageOptions): Promise<Stage> {
    const scratch = mkdtempSync(join(tmpdir(), 'renkei-e2e-'));
    const electron = testElectron();
    let stage: Stage | null = null;
    const world = await startWorld({
      home: join(scratch, 'world'),
      ports: { issuer: 0, certificate: 0, tpp: 0, pages: 0 },
      onHandover: (link) => stage?.pass(link) ?? false,
      ...keptLog(),
      ...options.world,
    });
    const persona = world.personas.find((each) => each.persona.id === options.persona);
    if (options.persona !== null) {
      if (persona === undefined) throw new Error(`no persona ${options.persona}`);
      const { file, password } = persona.certificate;
      const certificate = { storeCertificates: [file], certificatePassword: password };
      await ensurePrivateHome(join(scratch, 'home'), certificate, electron);
    }
    const browser = await launchChromium();
    const page = await browser.newPage({ locale: 'ja-JP' });
    stage = new Stage({ world, page, browser, scratch, executable: electron.executable }, options);
    return stage;
  }

  /** Puts a `.p12` into the customer's store, beside nothing else. */
  async importCertificate(certificate: string, certificatePassword: string): Promise<void> {
    const store = { storeCertificates: [certificate], certificatePassword };
    await ensurePrivateHome(join(this.#scratch, 'home'), store, testElectron());
  }

  /** Where everything lies that the app and the server of this stage write. */
  get folder(): string {
    return this.#scratch;
  }

  get app(): AppDriver {
    if (this.#app === null) throw new Error('the app is not running');
    return this.#app;
  }

  /** A link the browser handed over; the test server calls this. */
  pass(link: string): boolean {
    if (this.#app === null) return false;
    this.#handovers.push(this.#app.openLink(link));
    return true;
  }

  /** Starts the app anew (ending the one before), with settings of its own; `again`: with those of the one before. */
  async startApp(
    profile = this.world.profileFile,
    env: Readonly<Record<string, string>> = {},
    again = false,
  ): Promise<AppDriver> {
    await this.stopApp();
    if (!again) this.#starts += 1;
    const own = join(this.#scratch, `app-${String(this.#starts)}`);
    this.#app = await AppDriver.launch({
      executable: this.#executable,
      root,
      profile,
      home: join(this.#scratch, 'home'),
      userData: join(own, 'user-data'),
      scratch: own,
      env,
    });
    return this.#app;
  }

  async stopApp(): Promise<void> {
    await Promise.all(this.#handovers.splice(0));
    await this.#app?.close();
    this.#app = null;
  }

  /** The server goes away; `restart` brings it back on the same ports with the same data. */
  async stopServer(): Promise<() => Promise<void>> {
    const { home, issuer, certificateOrigin, tpp, pages } = this.world;
    const port = (origin: string): number => Number(new URL(origin).port);
    await this.world.close();
    return async () => {
      this.world = await startWorld({
        home,
        ports: { issuer: port(issuer), certificate: port(certificateOrigin), tpp: port(tpp), pages: port(pages) },
        onHandover: (link) => this.pass(link),
        ...keptLog(),
        ...this.#options.world,
      });
    };
  }

  async close(): Promise<void> {
    await this.stopApp();
    await this.#browser.close();
    const trail = await this.world.database.selectFrom('audit').selectAll().execute();
    keepWritten('audit', trail.map((row) => JSON.stringify(row)).join('\n'));
    await this.world.close();
    rmSync(this.#scratch, { recursive: true, force: true });
  }
}
