import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { readPersonas } from '../../server/mock/persona.ts';
import { AppDriver, buttons } from './app-driver.ts';
import { launchChromium } from './chromium.ts';
import { confirmCertificate, enterPassword, permit, type Customer, type OnStep, type StepName } from './customer.ts';
import { replayTraffic, type ReplayResult } from './replay.ts';
import type { TourKind } from './tour-kinds.ts';
import { troubles, type Facts, type Visit } from './tour-troubles.ts';

export type TourInput = {
  readonly electron: { readonly executable: string };
  readonly kind: TourKind;
  readonly ready: {
    readonly tpp: string;
    readonly ca: string;
    readonly personas: readonly {
      readonly id: string;
      readonly certificate: string;
      readonly certificatePassword: string;
      readonly tokens: readonly { readonly pin: string }[];
    }[];
  };
  readonly profile: string;
  /** What the app needs besides to find the person's tokens. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the server writes down what it is asked, one exchange per line. */
  readonly traffic: string;
  readonly persona: string;
  /** Folder of persona files; left out: those that come with the mock world. */
  readonly personas?: string | undefined;
  /** Where the screenshots go. */
  readonly out: string;
  readonly home: string;
  readonly userData: string;
};

export type TourResult = {
  readonly ok: boolean;
  readonly kind: TourKind;
  readonly persona: string;
  readonly steps: readonly StepName[];
  readonly seconds: number;
  readonly tpp: { readonly accounts: number };
  /** What was seen on the way out, for those who cannot get through; all of it must be true. */
  readonly facts: Facts;
  /** The consequential requests of the tour, sent once more: all of them must be refused. */
  readonly replay: ReplayResult | null;
  readonly error?: string;
};

export async function customerOf(persona: string, folder?: string): Promise<Customer> {
  const found = (await readPersonas(folder)).find(({ id }) => id === persona);
  if (found === undefined) throw new Error(`no persona ${persona}`);
  const pins = found.accounts.flatMap(({ number, pin }) => (pin === null ? [] : [[number.slice(-3), pin.number]]));
  return { loginPassword: found.loginPassword, pins: Object.fromEntries(pins) as Record<string, string> };
}

function readyPersona({ ready, persona }: TourInput) {
  const own = ready.personas.find(({ id }) => id === persona);
  if (own === undefined) throw new Error(`the server has no persona ${persona}`);
  return own;
}

function replayAs(input: TourInput): Promise<ReplayResult> {
  const own = readyPersona(input);
  return replayTraffic({
    traffic: input.traffic,
    ca: input.ready.ca,
    certificate: { file: own.certificate, password: own.certificatePassword },
  });
}

/** Pictures in the order they were taken. */
function album(out: string): (name: string) => string {
  let count = 0;
  return (name) => {
    count += 1;
    return join(out, `${String(count).padStart(2, '0')}-${name}.png`);
  };
}

/** From the provider's page to 手順1 in the app. */
async function arrive({ app, page, tpp, look, lookAtPage }: Visit): Promise<void> {
  await app.heading(/./);
  await look('waiting');
  await page.goto(tpp);
  await lookAtPage('tpp-start');
  await page.getByRole('button', { name: '銀行口座を連携する' }).click();
  await page.getByRole('button', { name: 'アプリを開く' }).waitFor();
  await lookAtPage('launch');
  await page.getByRole('button', { name: 'アプリを開く' }).click();
  await app.heading(/ログイン\(電子証明書方式\)/);
  await look('login');
}

async function enterTokenPin({ app, look }: Visit, pin: string): Promise<void> {
  await app.heading(/トークンのPIN/);
  await app.enter(pin);
  await look('token-pin');
  await app.press(buttons.ok);
  await app.page.getByRole('heading', { name: 'ログインパスワード' }).waitFor();
}

/** All five steps; answers how many accounts the provider got. */
async function wholeFlow(visit: Visit, input: TourInput, onStep: OnStep): Promise<number> {
  const { app, page } = visit;
  await confirmCertificate(app, onStep);
  const [token] = readyPersona(input).tokens;
  if (input.kind !== 'os' && token !== undefined) await enterTokenPin(visit, token.pin);
  const customer = await customerOf(input.persona, input.personas);
  await enterPassword(app, customer, onStep);
  await app.heading(/^(?!.*ログイン)/);
  const back = app.browser.next();
  await permit(app, customer, onStep);
  await visit.look('done');
  await page.goto(await back);
  await visit.lookAtPage('tpp-connected');
  const result = (await (await page.request.get(new URL('/result.json', input.ready.tpp).href)).json()) as {
    accounts?: number;
  };
  return result.accounts ?? 0;
}

type Seen = { readonly accounts: number; readonly facts: Facts };

async function follow(visit: Visit, input: TourInput, onStep: OnStep): Promise<Seen> {
  await arrive(visit);
  switch (input.kind) {
    case 'os':
    case 'token-rsa':
    case 'token-ec':
      return { accounts: await wholeFlow(visit, input, onStep), facts: {} };
    default:
      await visit.app.press(buttons.certificateLogin);
      return { accounts: 0, facts: await troubles[input.kind](visit) };
  }
}

function isGood({ kind }: TourInput, { accounts, facts }: Seen, replay: ReplayResult): boolean {
  const refused = replay.sent > 0 && replay.refused === replay.sent;
  if (kind === 'os' || kind === 'token-rsa' || kind === 'token-ec') return refused && accounts > 0;
  const seen = Object.values(facts);
  return refused && accounts === 0 && seen.length > 0 && seen.every(Boolean);
}

function visitOf(app: AppDriver, page: Page, input: TourInput, picture: (name: string) => string): Visit {
  return {
    app,
    page,
    tpp: input.ready.tpp,
    look: (name) => app.screenshot(picture(name)),
    lookAtPage: async (name) => {
      await page.screenshot({ path: picture(name), fullPage: true });
    },
  };
}

/** What a customer of that kind meets, through the real window and the TPP's pages, with a picture of every step. */
export async function runTour(input: TourInput): Promise<TourResult> {
  const { kind, persona } = input;
  const started = performance.now();
  const steps: StepName[] = [];
  rmSync(input.out, { recursive: true, force: true });
  mkdirSync(input.out, { recursive: true });
  const seconds = (): number => Math.round((performance.now() - started) / 100) / 10;
  const picture = album(input.out);
  const chromium = await launchChromium();
  const page = await chromium.newPage({ viewport: { width: 1100, height: 800 }, locale: 'ja-JP' });
  let app: AppDriver | null = null;
  try {
    const driver = await AppDriver.launch({
      executable: input.electron.executable,
      root: join(import.meta.dirname, '..', '..'),
      profile: input.profile,
      home: input.home,
      userData: input.userData,
      scratch: join(input.out, '.browser'),
      env: input.env,
    });
    app = driver;
    const onStep = async (step: StepName): Promise<void> => {
      if (steps.at(-1) !== step) steps.push(step);
      await driver.screenshot(picture(step));
    };
    const seen = await follow(visitOf(driver, page, input, picture), input, onStep);
    await driver.close();
    app = null;
    const took = seconds();
    const replay = await replayAs(input);
    const { accounts, facts } = seen;
    return { ok: isGood(input, seen, replay), kind, persona, steps, seconds: took, tpp: { accounts }, facts, replay };
  } catch (error) {
    await app?.screenshot(picture('failed')).catch(() => undefined);
    const message = error instanceof Error ? error.message : String(error);
    const nothing = { tpp: { accounts: 0 }, facts: {}, replay: null };
    return { ok: false, kind, persona, steps, seconds: seconds(), ...nothing, error: message };
  } finally {
    await app?.close();
    await chromium.close();
    rmSync(join(input.out, '.browser'), { recursive: true, force: true });
  }
}
