import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readPersonas } from '../../server/mock/persona.ts';
import { AppDriver } from './app-driver.ts';
import { launchChromium } from './chromium.ts';
import { confirmCertificate, enterPassword, permit, type Customer, type StepName } from './customer.ts';
import { replayTraffic, type ReplayResult } from './replay.ts';

export type TourInput = {
  readonly electron: { readonly executable: string };
  readonly ready: {
    readonly tpp: string;
    readonly profile: string;
    readonly ca: string;
    readonly personas: readonly {
      readonly id: string;
      readonly certificate: string;
      readonly certificatePassword: string;
    }[];
  };
  /** Where the server writes down what it is asked, one exchange per line. */
  readonly traffic: string;
  readonly persona: string;
  /** Where the screenshots go. */
  readonly out: string;
  readonly home: string;
  readonly userData: string;
};

export type TourResult = {
  readonly ok: boolean;
  readonly steps: readonly StepName[];
  readonly seconds: number;
  readonly tpp: { readonly accounts: number };
  /** The consequential requests of the tour, sent once more: all of them must be refused. */
  readonly replay: ReplayResult | null;
  readonly error?: string;
};

export async function customerOf(persona: string): Promise<Customer> {
  const found = (await readPersonas()).find(({ id }) => id === persona);
  if (found === undefined) throw new Error(`no persona ${persona}`);
  const pins = found.accounts.flatMap(({ number, pin }) => (pin === null ? [] : [[number.slice(-3), pin.number]]));
  return { loginPassword: found.loginPassword, pins: Object.fromEntries(pins) as Record<string, string> };
}

function replayAs({ ready, persona, traffic }: TourInput): Promise<ReplayResult> {
  const own = ready.personas.find(({ id }) => id === persona);
  if (own === undefined) throw new Error(`the server has no persona ${persona}`);
  return replayTraffic({
    traffic,
    ca: ready.ca,
    certificate: { file: own.certificate, password: own.certificatePassword },
  });
}

/** The whole flow through the real window and the TPP's pages, with a picture of every step. */
export async function runTour(input: TourInput): Promise<TourResult> {
  const started = performance.now();
  const steps: StepName[] = [];
  rmSync(input.out, { recursive: true, force: true });
  mkdirSync(input.out, { recursive: true });
  const seconds = (): number => Math.round((performance.now() - started) / 100) / 10;
  const picture = (name: string): string => {
    picture.count += 1;
    return join(input.out, `${String(picture.count).padStart(2, '0')}-${name}.png`);
  };
  picture.count = 0;

  const root = join(import.meta.dirname, '..', '..');
  const chromium = await launchChromium();
  const page = await chromium.newPage({ viewport: { width: 1100, height: 800 }, locale: 'ja-JP' });
  let app: AppDriver | null = null;
  try {
    const driver = await AppDriver.launch({
      executable: input.electron.executable,
      root,
      profile: input.ready.profile,
      home: input.home,
      userData: input.userData,
      scratch: join(input.out, '.browser'),
    });
    app = driver;
    const onStep = async (step: StepName): Promise<void> => {
      if (steps.at(-1) !== step) steps.push(step);
      await driver.screenshot(picture(step));
    };
    await driver.heading(/./);
    await driver.screenshot(picture('waiting'));
    await page.goto(input.ready.tpp);
    await page.screenshot({ path: picture('tpp-start') });
    await page.getByRole('button', { name: '銀行口座を連携する' }).click();
    await page.getByRole('button', { name: 'アプリを開く' }).waitFor();
    await page.screenshot({ path: picture('launch') });
    await page.getByRole('button', { name: 'アプリを開く' }).click();
    await driver.heading(/ログイン\(電子証明書方式\)/);
    await driver.screenshot(picture('login'));
    await confirmCertificate(driver, onStep);
    const customer = await customerOf(input.persona);
    await enterPassword(driver, customer, onStep);
    await driver.heading(/^(?!.*ログイン)/);
    const back = driver.browser.next();
    await permit(driver, customer, onStep);
    await driver.screenshot(picture('done'));
    await page.goto(await back);
    await page.screenshot({ path: picture('tpp-connected'), fullPage: true });
    const result = (await (await page.request.get(new URL('/result.json', input.ready.tpp).href)).json()) as {
      accounts?: number;
    };
    const accounts = result.accounts ?? 0;
    await driver.close();
    app = null;
    const took = seconds();
    const replay = await replayAs(input);
    const ok = accounts > 0 && replay.sent > 0 && replay.refused === replay.sent;
    return { ok, steps, seconds: took, tpp: { accounts }, replay };
  } catch (error) {
    await app?.screenshot(picture('failed')).catch(() => undefined);
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, steps, seconds: seconds(), tpp: { accounts: 0 }, replay: null, error: message };
  } finally {
    await app?.close();
    await chromium.close();
    rmSync(join(input.out, '.browser'), { recursive: true, force: true });
  }
}
