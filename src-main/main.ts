import { dirname, join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { compose } from './compose.ts';
import { failureOf } from './consent/recoveries.ts';
import { viewChannel } from './contract/call-names.ts';
import { createLog } from './diagnostics/log.ts';
import { newReference } from './diagnostics/reference.ts';
import { loadProfile, ProfileError, profilePath } from './policy/load-profile.ts';
import type { Profile } from './policy/profile.ts';
import { parseDeepLink } from './shell/deep-link.ts';
import { ipcTransport } from './shell/ipc.ts';
import { guardDefaultSession, guardPages } from './shell/posture.ts';
import { registerCalls } from './shell/register-calls.ts';
import { claimSingleInstance } from './shell/single-instance.ts';
import { registerUiScheme, serveUi } from './shell/ui-scheme.ts';
import { createWindow, startPage } from './shell/window.ts';

const log = createLog();
const out = dirname(import.meta.dirname);

/** Without its profile the app belongs to no bank: it says so and ends. */
function readProfile(): Profile {
  try {
    return loadProfile(profilePath({ packaged: app.isPackaged, resources: process.resourcesPath, argv: process.argv }));
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    log.error({ reason: error.message }, 'no usable bank profile');
    dialog.showErrorBox('Renkei', `設定ファイルを読めないため、起動できません。\n${error.message}`);
    app.exit(1);
    throw error;
  }
}

function boot(): void {
  const profile = readProfile();
  let window: BrowserWindow | null = null;
  const links: string[] = [];

  registerUiScheme();
  guardPages(profile.certificateOrigin);

  const product = compose({
    profile,
    log,
    out,
    onView: (view) => {
      window?.webContents.send(viewChannel, view);
    },
    protectScreen: (protect) => {
      window?.setContentProtection(protect);
    },
  });

  const show = (): void => {
    if (window?.isMinimized() === true) window.restore();
    window?.show();
    window?.focus();
  };
  const follow = (link: string): void => {
    if (window === null) links.push(link);
    else void product.flow.start(parseDeepLink(profile.scheme, link));
  };

  if (!claimSingleInstance(profile.scheme, follow, show)) {
    app.exit(0);
    return;
  }
  if (app.isPackaged) app.setAsDefaultProtocolClient(profile.scheme);
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.on('will-quit', () => {
    product.close();
  });

  void app.whenReady().then(async () => {
    guardDefaultSession();
    serveUi(join(out, 'renderer'), (pad) => product.keypads.find(pad)?.sprite() ?? null);
    registerCalls(ipcTransport, product.handlers, {
      known: (code) => failureOf(code, newReference()),
      unexpected: (call, error) => {
        const failure = failureOf('app.unexpected', newReference());
        log.error({ call, err: error, reference: failure.reference }, 'a call failed');
        return failure;
      },
    });
    window = createWindow(out, 'API連携認証(利用登録)');
    window.on('closed', () => {
      window = null;
    });
    window.webContents.on('render-process-gone', (_event, details) => {
      log.error({ reason: details.reason, exitCode: details.exitCode }, 'the window process ended');
      if (details.reason !== 'clean-exit') window?.reload();
    });
    await window.loadURL(startPage);
    log.info({ event: 'window-ready', version: app.getVersion(), electron: process.versions.electron }, 'ready');
    for (const link of links.splice(0)) follow(link);
  });
}

boot();
