import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { compare } from '../../../server/mock/run/check.ts';
import { hasHonestStep, honest } from '../../../server/mock/run/honest.ts';
import { passwordOf, permissionsOf } from '../../../server/mock/run/http-player.ts';
import type { Player } from '../../../server/mock/run/player.ts';
import type { Expectation, Script, ScriptStep } from '../../../server/mock/run/script.ts';
import { personOf, type Person, type Site } from '../../../server/mock/run/site.ts';
import { TppClient, type Started } from '../../../server/mock/run/tpp-client.ts';
import { ConsentFlow } from '../../../src-main/consent/flow.ts';
import type { Action } from '../../../src-main/contract/calls.ts';
import type { SnapshotView, StepView, View } from '../../../src-main/contract/views.ts';
import { certificateJudge } from '../../../src-main/identity/judge.ts';
import { leftOutReader } from '../../../src-main/identity/os-store/inventory/left-out.ts';
import { profileSchema, type Profile } from '../../../src-main/policy/profile.ts';
import { controlClient } from '../../../src-main/tester/control-client.ts';
import { playedDevice, type PlayedDevice } from '../../../src-main/tester/device/played-device.ts';
import { playedInventory, playedStore } from '../../../src-main/tester/device/played-store.ts';
import { playedTokens } from '../../../src-main/tester/device/played-tokens.ts';
import type { TokenReader } from '../../../src-main/identity/token/token-port.ts';
import { NodeHttp, type Way } from './node-http.ts';
import { OpenKeypads } from './open-keypads.ts';
import { openKept, type PlayerKept } from './kept.ts';
import { viewFacts, viewTrouble, type Opened } from './seen-view.ts';
import { certificateIn, storeOf } from './store.ts';
import { tokenModuleId, tokenOf, tokenPin } from './tokens.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

type Doing = Exclude<ScriptStep, { action: 'expect' }>;
type StepOf<K extends StepView['kind']> = Extract<StepView, { kind: K }>;

/** How long the app may take for what it does by itself, e.g. when a token was pulled. */
const patience = 10_000;

/** Plays a script through the app's main process: what is expected is what the window would show. */
export class AppPlayer implements Player {
  readonly #site: Site;
  readonly #script: Script;
  readonly #person: Person;
  readonly #keypads = new OpenKeypads();
  readonly #flow: ConsentFlow;
  readonly #closing: (() => Promise<void>)[];
  #opened: Opened = null;
  #tpp: TppClient | null = null;
  #started: Started | null = null;
  #onView: () => void = () => undefined;

  private constructor(site: Site, script: Script, parts: Parts) {
    this.#site = site;
    this.#script = script;
    this.#person = parts.person;
    this.#closing = parts.closing;
    const { profile, way, token, person, device, kept } = parts;
    const now = (): Date => new Date();
    const inventory = {
      read: async () => {
        const pem = await certificateIn(person, script.device);
        return pem === null ? [] : [{ pem, hasPrivateKey: true, where: 'nss' as const }];
      },
    };
    this.#flow = new ConsentFlow({
      profile,
      connect: () => new NodeHttp(way),
      login: {
        certificates: playedStore(storeOf(site, person, script.device, way), device),
        tokens: playedTokens(token, device, [tokenModuleId]),
        readerTime: 120_000,
        leftOut: leftOutReader(playedInventory(inventory, device), profile.certificateIssuers, now),
        remembered: { get: () => null, set: () => undefined },
        now,
      },
      judge: certificateJudge(profile.certificateIssuers, profile.tokenModules, now),
      keypads: this.#keypads,
      openBrowser: (url) => {
        this.#opened = url;
        return Promise.resolve(script.device.browser === 'opens');
      },
      onView: () => {
        this.#onView();
      },
      monotonic: () => performance.now(),
      log: silent,
      keeping: kept,
    });
    kept.onChange(() => void this.#flow.refresh());
  }

  static async open(site: Site, script: Script): Promise<AppPlayer> {
    const person = personOf(site, script.persona);
    const profile = profileSchema.parse(JSON.parse(await readFile(`${site.home}/profile.json`, 'utf8')));
    const device = playedDevice(controlClient(`${site.home}/control.json`), silent);
    const way: Way = { ca: site.pki.serverCa.pem, proxy: async () => (await device.now()).proxy };
    const token = await tokenOf(site, person, script.device);
    const kept = await openKept(profile, device);
    const closing = [() => token.close(), () => kept.close()];
    return new AppPlayer(site, script, { person, profile, way, token, device, kept, closing });
  }

  get trouble(): string | null {
    return viewTrouble(this.#flow.view());
  }

  async play(step: ScriptStep): Promise<readonly string[]> {
    if (step.action === 'expect') return this.#expect(step.with);
    await this.#carryOut(step);
    return [];
  }

  async close(): Promise<void> {
    this.#keypads.close();
    await this.#flow.cancel();
    await this.#flow.close();
    await this.#tpp?.close();
    for (const close of this.#closing) await close();
  }

  async #carryOut(step: Doing): Promise<unknown> {
    switch (step.action) {
      case 'ask':
        return this.#ask();
      case 'open':
      case 'open-again':
        return this.#open();
      case 'start':
        await this.#ask();
        return this.#open();
      case 'certificate':
        return this.#certificate(step.with !== 'none');
      case 'leave-certificates':
        return this.#flow.login.cancel(this.#attempt);
      case 'token-pin':
        return this.#tokenPin(step.with === 'wrong' ? '000000' : tokenPin);
      case 'password': {
        const { length } = this.#step('password');
        const pad = this.#keypads.enter('login-password', length.max, passwordOf(this.#person, step.with ?? 'own'));
        return this.#send({ kind: 'submit-password', pad });
      }
      case 'services': {
        const permissions = permissionsOf(this.#step('services'), step.with ?? 'preselected');
        return this.#send({ kind: 'choose-services', permissions });
      }
      case 'pin':
        return this.#pin(step.with ?? {});
      case 'skip-pin':
        return this.#send({ kind: 'skip-inquiry-pin' });
      case 'confirm':
        return this.#send({ kind: 'confirm-result' });
      case 'register-another':
      case 'refuse':
      case 'back':
      case 'extend':
        return this.#send({ kind: step.action });
      case 'permit':
        return this.#send({ kind: 'permit', intentVersion: this.#step('consent').intent.version });
      case 'cancel':
        return this.#flow.cancel();
      case 'look':
        return this.#flow.retry();
      case 'return':
        return this.#flow.returnToTpp();
      case 'walk':
        return this.#walk(step.with);
      case 'collect':
      case 'on':
      case 'off':
      case 'reset':
      case 'clock':
        throw new Error(`${step.action} is nothing the app does`);
      default:
        return step satisfies never;
    }
  }

  async #ask(): Promise<void> {
    this.#tpp ??= await TppClient.open({ world: this.#site, clientId: this.#script.tpp });
    this.#started = await this.#tpp.start();
    this.#opened = null;
  }

  #open(): Promise<View> {
    const query = this.#started?.url.searchParams;
    const [clientId, requestUri] = [query?.get('client_id'), query?.get('request_uri')];
    return this.#flow.start(clientId && requestUri ? { clientId, requestUri } : null);
  }

  get #snapshot(): SnapshotView {
    const { screen } = this.#flow.view();
    if (screen.kind !== 'step') throw new Error(`no step is shown, but ${screen.kind}`);
    return screen.snapshot;
  }

  #step<K extends StepView['kind']>(kind: K): StepOf<K> {
    const { step } = this.#snapshot;
    if (step.kind !== kind) throw new Error(`expected step ${kind}, the app shows ${step.kind}`);
    return step as StepOf<K>;
  }

  get #attempt(): string {
    const { screen } = this.#flow.view();
    if (!('attempt' in screen)) throw new Error(`no certificates are shown, but ${screen.kind}`);
    return screen.attempt;
  }

  async #certificate(confirm: boolean): Promise<void> {
    const { screen } = await this.#flow.login.start();
    const [identity] = screen.kind === 'certificates' ? screen.identities : [];
    if (confirm && identity !== undefined) await this.#flow.login.confirm(this.#attempt, identity.id);
  }

  async #tokenPin(pin: string): Promise<void> {
    const pad = this.#keypads.enter('token-pin', this.#flow.keypadLimit('token-pin') ?? 16, pin);
    await this.#flow.login.unlock(this.#attempt, pad);
  }

  /** What the app finds out by itself takes it a moment: there are faults only when it does not show what is expected in time. */
  async #expect(expected: Expectation): Promise<readonly string[]> {
    const look = (): readonly string[] => compare(expected, viewFacts(this.#flow.view(), this.#opened));
    const deadline = AbortSignal.timeout(patience);
    let faults = look();
    while (faults.length > 0 && !deadline.aborted) {
      await this.#nextView(deadline);
      faults = look();
    }
    return faults;
  }

  #nextView(deadline: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        deadline.removeEventListener('abort', done);
        this.#onView = () => undefined;
        resolve();
      };
      deadline.addEventListener('abort', done);
      this.#onView = done;
    });
  }

  async #pin({ account, number }: NonNullable<Extract<ScriptStep, { action: 'pin' }>['with']>): Promise<View> {
    const { accounts, digits } = this.#step('inquiryPin');
    const chosen = accounts.find((one) =>
      account === undefined ? one.state === 'unregistered' : one.account.last3 === account,
    );
    if (chosen === undefined) throw new Error(`no such account in step 3: ${account ?? 'an unregistered one'}`);
    const pin = number ?? this.#person.accounts.find(({ last3 }) => last3 === chosen.account.last3)?.pin ?? '0000';
    const pad = this.#keypads.enter('inquiry-pin', digits, pin);
    return this.#send({ kind: 'register-inquiry-pin', account: chosen.account.id, pad });
  }

  #send(action: Action): Promise<View> {
    const { flow, revision } = this.#snapshot;
    return this.#flow.send({ flow, revision }, action);
  }

  async #walk(target: string): Promise<void> {
    for (let moves = 0; moves < 12; moves += 1) {
      const { screen } = this.#flow.view();
      const at = screen.kind === 'login' ? 'certificate' : screen.kind === 'step' ? screen.snapshot.step.kind : null;
      if (at === null || at === target || !hasHonestStep(at)) return;
      await this.#carryOut(honest[at]);
    }
  }
}

type Parts = {
  readonly person: Person;
  readonly profile: Profile;
  readonly way: Way;
  readonly token: TokenReader;
  readonly device: PlayedDevice;
  readonly kept: PlayerKept;
  readonly closing: (() => Promise<void>)[];
};
