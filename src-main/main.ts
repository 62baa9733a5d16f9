import { basename, dirname, join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { compose, type Product, type Surroundings } from './compose.ts';
import { failureOf } from './consent/recoveries.ts';
import { closeChannel, viewChannel } from './contract/call-names.ts';
import { createLog } from './diagnostics/log.ts';
import { newReference } from './diagnostics/reference.ts';
import {
  isMockStart,
  loadProfile,
  mockChoice,
  ProfileError,
  profilePath,
  refuseWrongWorld,
} from './policy/load-profile.ts';
import { isMockProfile, mockScheme, type Profile } from './policy/profile.ts';
import { CloseQuestion } from './shell/close-question.ts';
import { parseDeepLink } from './shell/deep-link.ts';
import { endKeypadWith } from './shell/end-keypad.ts';
import { ipcTransport } from './shell/ipc.ts';
import { paperOf } from './shell/paper.ts';
import { guardDefaultSession, guardPages } from './shell/posture.ts';
import { startMockWorld } from './shell/mock-world.ts';
import { registerCalls } from './shell/register-calls.ts';
import { claimSingleInstance } from './shell/single-instance.ts';
import { registerUiScheme, serveUi } from './shell/ui-scheme.ts';
import { testerWindow } from './shell/tester-window.ts';
import { createWindow, startPage } from './shell/window.ts';
import { controlClient } from './tester/control-client.ts';
import { playedDevice } from './tester/device/played-device.ts';

const log = createLog();
const out = dirname(import.meta.dirname);

const mock = isMockStart(process.argv);

/** Says why the app cannot start, and ends it. */
function giveUp(what: string, reason: string): never {
  log.error({ reason }, what);
  dialog.showErrorBox('Renkei', `${what}\n${reason}`);
  app.exit(1);
  throw new Error(reason);
}

/** A profile and where it was read from. */
type Loaded = { readonly profile: Profile; readonly file: string };

/** Without its profile the app belongs to no bank. `place` says where it lies. */
function readProfile(place: () => string): Loaded {
  try {
    const file = place();
    const profile = loadProfile(file);
    refuseWrongWorld(profile, { mock, packaged: app.isPackaged });
    return { profile, file };
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    return giveUp('設定ファイルを読めないため、起動できません。', error.message);
  }
}

const shippedProfile = (): string =>
  profilePath({ packaged: app.isPackaged, resources: process.resourcesPath, argv: process.argv });

/** `tokenEnvironment` comes on top of the app's own for the processes of token modules; empty but in the mock world. */
type Start = Loaded & Pick<Surroundings, 'tokenEnvironment'>;

/** Starts the mock world and reads the profile it wrote. */
async function mockStart(onLink: (link: string) => void): Promise<Start> {
  const start = async () => startMockWorld({ out, log, choice: mockChoice(process.argv), onLink });
  const world = await start().catch((error: unknown) =>
    giveUp('テスト環境を開始できません。', error instanceof Error ? error.message : String(error)),
  );
  return { ...readProfile(() => world.profile), tokenEnvironment: world.tokenEnvironment };
}

/** Which tokens SoftHSM shows this app; `null`: none. */
const tokenConfiguration = ({ tokenModules }: Profile, given: Start['tokenEnvironment']): string | null =>
  tokenModules.length === 0 ? null : (given['SOFTHSM2_CONF'] ?? process.env['SOFTHSM2_CONF'] ?? null);

function boot(): void {
  // The mock world keeps its data apart from any bank's; its profile exists only once its server runs.
  if (mock) app.setPath('userData', `${app.getPath('userData')}-mock`);
  const shipped = mock ? null : readProfile(shippedProfile);
  const scheme = shipped?.profile.scheme ?? mockScheme;
  let product: Product | null = null;
  let window: BrowserWindow | null = null;
  const links: string[] = [];

  registerUiScheme();

  const show = (): void => {
    if (window?.isMinimized() === true) window.restore();
    window?.show();
    window?.focus();
  };
  const follow = (link: string): void => {
    if (window === null || product === null) links.push(link);
    else void product.front.start(parseDeepLink(scheme, link));
  };

  if (!claimSingleInstance(scheme, follow, show)) {
    app.exit(0);
    return;
  }
  if (app.isPackaged) app.setAsDefaultProtocolClient(scheme, process.execPath, mock ? ['--mock'] : []);
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.on('will-quit', () => {
    product?.close();
  });
  app.on('quit', () => {
    if (product?.isHeld() !== true) return;
    // A thread waits inside the system's keyring, which may be asking somebody who has left: without this the app would go on
    // unseen, and could not be started again.
    log.warn({ event: 'keyring' }, 'ended without waiting for the keyring');
    process.kill(process.pid, 'SIGKILL');
  });

  void app.whenReady().then(async () => {
    const { profile, file, tokenEnvironment } =
      shipped === null ? await mockStart(follow) : { ...shipped, tokenEnvironment: {} };
    guardPages(profile.certificateOrigin);
    guardDefaultSession();
    const question = new CloseQuestion({
      view: () => product?.front.view() ?? null,
      ask: () => window?.webContents.send(closeChannel),
      cancel: () => Promise.resolve(made.handlers['flow.cancel'](undefined)),
      close: () => window?.destroy(),
    });
    app.on('before-quit', () => {
      question.quitting();
    });
    const control = isMockProfile(profile) ? controlClient(join(dirname(file), 'control.json')) : null;
    const made: Product = compose({
      profile,
      tokenEnvironment,
      log,
      out,
      onView: (view) => {
        window?.webContents.send(viewChannel, view);
      },
      protectScreen: (protect) => {
        window?.setContentProtection(protect);
      },
      openTester:
        control === null
          ? null
          : testerWindow({
              control,
              tokenConfiguration: tokenConfiguration(profile, tokenEnvironment),
              program: mock ? `${basename(process.execPath)} --mock` : 'npm start --',
              out,
              log,
            }),
      device: control === null ? null : playedDevice(control, log),
      paper: paperOf(() => window, log),
      question,
    });
    product = made;
    serveUi(join(out, 'renderer'), {
      sprite: (pad) => made.keypads.find(pad)?.sprite() ?? null,
      names: (pad) => made.keypads.names(pad),
    });
    registerCalls(ipcTransport, made.handlers, {
      known: (code) => failureOf(code, newReference()),
      unexpected: (call, error) => {
        const failure = failureOf('app.unexpected', newReference());
        log.error({ call, err: error, reference: failure.reference }, 'a call failed');
        return failure;
      },
    });
    window = createWindow(out, 'API連携認証(利用登録)');
    window.on('close', (event) => {
      if (!question.mayClose()) event.preventDefault();
    });
    window.on('closed', () => {
      window = null;
      // The test panel alone is of no use.
      app.quit();
    });
    endKeypadWith(window, made.keypads);
    window.webContents.on('render-process-gone', (_event, details) => {
      log.error({ reason: details.reason, exitCode: details.exitCode }, 'the window process ended');
      if (details.reason !== 'clean-exit') window?.reload();
    });
    await window.loadURL(startPage);
    log.info({ event: 'window-ready', version: app.getVersion(), electron: process.versions.electron }, 'ready');
    product.start();
    for (const link of links.splice(0)) follow(link);
  });
}

boot();
