import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { app } from 'electron';
import { checkConnection } from './consent/connection-check.ts';
import { ConsentFlow } from './consent/flow.ts';
import { Numbering } from './consent/numbering.ts';
import { composeKeeping, type Kept } from './compose-keeping.ts';
import { failureOf } from './consent/recoveries.ts';
import type { ConnectionReport, DocumentAnswer } from './contract/calls.ts';
import type { Failure, FailureCode } from './contract/failure.ts';
import type { View } from './contract/views.ts';
import { Front } from './front.ts';
import { LinksDesk } from './links/links-desk.ts';
import type { Log } from './diagnostics/log.ts';
import { newReference } from './diagnostics/reference.ts';
import { certificateJudge } from './identity/judge.ts';
import { leftOutReader } from './identity/os-store/inventory/left-out.ts';
import { osInventory } from './identity/os-store/inventory/os-inventory.ts';
import { OsStoreLogin } from './identity/os-store/os-store-login.ts';
import type { LoginPorts } from './identity/login-ports.ts';
import { FileMemory } from './identity/remembered/file-memory.ts';
import { electronHost } from './identity/token/electron-host.ts';
import { usualTiming } from './identity/token/timing.ts';
import { ModuleTokenReader } from './identity/token/token-reader.ts';
import { Keypads, systemTimer } from './keypad/keypads.ts';
import type { Profile } from './policy/profile.ts';
import { openBrowser } from './shell/browser.ts';
import type { CloseQuestion } from './shell/close-question.ts';
import type { Paper } from './shell/paper.ts';
import { partitions } from './shell/partition.ts';
import { Refused, type Handlers } from './shell/register-calls.ts';
import { keypadAddress, keypadNamesAddress } from './shell/ui-origin.ts';
import type { PlayedDevice } from './tester/device/played-device.ts';
import { followKeyring, playedKeyring } from './tester/device/played-keyring.ts';
import { playedInventory, playedStore } from './tester/device/played-store.ts';
import { playedTokens } from './tester/device/played-tokens.ts';
import { systemKeyring } from './vault/keyring.ts';
import { serviceName } from './vault/service-name.ts';

export type Product = {
  readonly front: Front;
  readonly keypads: Keypads;
  readonly handlers: Handlers;
  /** When the window stands: what may take its time. */
  readonly start: () => void;
  /** Something that may never answer would keep the process from ending. */
  readonly isHeld: () => boolean;
  /** When the app ends: nothing entered and no module's process is left. */
  readonly close: () => void;
};

export type Surroundings = {
  readonly profile: Profile;
  /** For the processes of token modules, on top of the app's own environment. */
  readonly tokenEnvironment: Readonly<Record<string, string>>;
  readonly log: Log;
  /** The folder of the built parts. */
  readonly out: string;
  readonly onView: (view: View) => void;
  readonly protectScreen: (protect: boolean) => void;
  readonly paper: Paper;
  /** Opens the test panel; `null` outside of the mock world. */
  readonly openTester: (() => void) | null;
  /** This machine as a tester plays it; `null` outside of the mock world. */
  readonly device: PlayedDevice | null;
  readonly question: Pick<CloseQuestion, 'answer'>;
};

/** The only place that picks adapters: the product put together from the real ones. */
export function compose(surroundings: Surroundings): Product {
  const { profile, log, onView, protectScreen, paper, openTester, device, question } = surroundings;
  const proxy = device === null ? null : async () => (await device.now()).proxy;
  const partition = partitions(profile, app.getVersion(), proxy);
  const keypads = new Keypads(keypadAddress, protectScreen, {
    after: systemTimer,
    names: profile.keypad?.speakCharacters === 'forbidden' ? null : keypadNamesAddress,
  });
  const now = (): Date => new Date();
  const login = loginPorts(surroundings, new OsStoreLogin(partition), now);
  const keyring = systemKeyring(serviceName(profile));
  const kept = composeKeeping({
    profile,
    keyring: device === null ? keyring : playedKeyring(keyring, device),
    log,
    userData: app.getPath('userData'),
    versions: {
      app: app.getVersion(),
      electron: process.versions.electron,
      system: `${process.platform} ${process.getSystemVersion()} ${process.arch}`,
    },
    onChange: () => void front.refresh(),
  });
  let connections = 0;
  const common = {
    profile,
    connect: () => partition(`flow-${String((connections += 1))}-${newReference()}`).http,
    login,
    judge: certificateJudge(profile.certificateIssuers, profile.tokenModules, now),
    keypads,
    monotonic: () => performance.now(),
    after: systemTimer,
    numbering: new Numbering(),
    log,
    keeping: kept,
  };
  const links = new LinksDesk({ ...common, onView });
  const flow = new ConsentFlow({
    ...common,
    openBrowser,
    onView: (view) => {
      if (!links.isOpen) onView(view);
    },
  });
  const front: Front = new Front(flow, links);
  if (device !== null) followKeyring(device, kept.restart);
  const close = (): void => {
    keypads.close();
    void login.tokens.close();
  };
  const check = () => checkConnection(partition(`check-${newReference()}`).http, profile.issuer);
  const handlers = handlersOf({ flow, links, front, keypads, kept, log, paper, question, check, openTester });
  return { front, keypads, handlers, start: kept.start, isHeld: kept.busy, close };
}

function loginPorts(
  { profile, tokenEnvironment, log, out, device }: Surroundings,
  store: OsStoreLogin,
  now: () => Date,
): LoginPorts {
  const system = osInventory({ platform: process.platform, env: process.env, log });
  const memory = new FileMemory(join(app.getPath('userData'), 'remembered-certificates.json'), log);
  const { issuer, environment, tokenModules: modules } = profile;
  const tokens = new ModuleTokenReader({
    modules,
    host: electronHost(join(out, 'token-process', 'token-process.cjs'), tokenEnvironment),
    timing: usualTiming,
    log,
  });
  const inventory = device === null ? system : playedInventory(system, device);
  return {
    certificates: device === null ? store : playedStore(store, device),
    tokens:
      device === null
        ? tokens
        : playedTokens(
            tokens,
            device,
            modules.map(({ id }) => id),
          ),
    leftOut: leftOutReader(inventory, profile.certificateIssuers, now),
    remembered: {
      get: () => memory.get(issuer, environment),
      set: (fingerprint) => void memory.set(issuer, environment, fingerprint),
    },
    readerTime: usualTiming.pinOnReader,
    now,
  };
}

type Behind = {
  readonly flow: ConsentFlow;
  readonly links: LinksDesk;
  readonly front: Front;
  readonly keypads: Keypads;
  readonly kept: Kept;
  readonly log: Log;
  readonly paper: Paper;
  readonly question: Pick<CloseQuestion, 'answer'>;
  readonly check: () => Promise<ConnectionReport>;
  readonly openTester: Surroundings['openTester'];
};

function handlersOf({ flow, links, front, keypads, kept, log, paper, question, check, openTester }: Behind): Handlers {
  const refuse = (code: FailureCode): Refused => {
    const failure: Failure = failureOf(code, newReference());
    log.warn({ failure: code, reference: failure.reference }, 'refused');
    return new Refused(failure);
  };
  const pad = (id: string): NonNullable<ReturnType<Keypads['find']>> => {
    const open = keypads.use(id);
    if (open === null) throw refuse('keypad.unknown');
    return open;
  };
  /** Nothing entered outlives the decision to leave, however long the server takes. */
  const leave = (next: () => Promise<View>): Promise<View> => {
    keypads.close();
    return next();
  };
  /** Only what the customer agrees or agreed to goes on paper. */
  const onPaper = async (work: () => Promise<boolean>): Promise<DocumentAnswer> => {
    const { screen } = front.view();
    const printable =
      screen.kind === 'done' ||
      screen.kind === 'link-receipt' ||
      (screen.kind === 'step' && screen.snapshot.step.kind === 'consent');
    if (!printable) throw refuse('flow.not-allowed');
    return { done: await work() };
  };
  return {
    'app.view': () => front.view(),
    'app.crashed': ({ error, component }) => {
      log.error({ error, component, reference: newReference() }, 'the screen failed to draw');
      return null;
    },
    'connection.check': check,
    'connection.returned': () => {
      front.networkReturned();
      return null;
    },
    'document.print': () => onPaper(() => paper.print()),
    'document.save-pdf': () => onPaper(() => paper.savePdf('API連携.pdf')),
    'app.quit': () => {
      app.quit();
      return null;
    },
    'app.leave': async ({ leave: yes }) => {
      await question.answer(yes);
      return null;
    },
    'tester.available': () => openTester !== null,
    'tester.open': () => {
      openTester?.();
      return null;
    },
    'login.start': () => front.login.start(),
    'identity.confirm': ({ attempt, id }) => front.login.confirm(attempt, id),
    'identity.cancel': ({ attempt }) => leave(() => front.login.cancel(attempt)),
    'identity.reload': ({ attempt }) => leave(() => front.login.reload(attempt)),
    'token.unlock': ({ attempt, pad: id }) => front.login.unlock(attempt, id),
    'token.skip': ({ attempt }) => front.login.skipToken(attempt),
    'keypad.open': ({ purpose, fixed }) => {
      const max = front.keypadLimit(purpose);
      if (max === null) throw refuse('flow.not-allowed');
      return keypads.open(purpose, max, fixed);
    },
    'keypad.press': ({ pad: id, key }) => {
      const entered = pad(id).press(key);
      if (entered === null) throw refuse('keypad.unknown');
      return entered;
    },
    'keypad.erase': ({ pad: id }) => pad(id).erase(),
    'keypad.clear': ({ pad: id }) => pad(id).wipe(),
    'keypad.close': ({ pad: id }) => {
      if (keypads.find(id) !== null) keypads.close();
      return null;
    },
    'keypad.stay': ({ pad: id }) => {
      pad(id);
      return null;
    },
    'keypad.speak': ({ pad: id, on }) => keypads.speak(pad(id).id, on),
    'keypad.ended': ({ pad: id }) => keypads.ended(id),
    'consent.send': ({ flow: id, revision, action }) => flow.send({ flow: id, revision }, action),
    'flow.cancel': () => leave(() => front.cancel()),
    'flow.retry': () => front.retry(),
    'flow.return': () => flow.returnToTpp(),
    'flow.close': () => front.close(),
    'links.open': () => front.openLinks(),
    'links.password': ({ pad: id, ...about }) => links.password(about, id),
    'links.extend': (about) => links.extend(about),
    'links.list': () => links.list(),
    'links.more': () => links.more(),
    'links.show': ({ id }) => links.show(id),
    'links.revoke': ({ id }) => links.revoke(id),
    'links.start-reduction': ({ id }) => links.startReduction(id),
    'links.reduce': ({ id, permissions }) => links.reduce(id, permissions),
    'links.receipt': ({ id }) => links.receipt(id),
    'links.close': () => leave(() => front.closeLinks()),
    'receipts.list': () => kept.receipts(),
    'diagnostics.report': () => kept.report(),
  };
}
