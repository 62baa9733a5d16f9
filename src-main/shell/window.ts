import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import { uiOrigin } from './ui-origin.ts';

/** Stated in full, so that no change of a default opens anything. */
export const webPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  enableWebSQL: false,
  safeDialogs: true,
  disableDialogs: true,
  plugins: false,
} as const satisfies Electron.WebPreferences;

/** The one window. It shows itself when its first picture is ready, so that nothing flashes. */
export function createWindow(out: string, title: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1040,
    height: 760,
    minWidth: 480,
    minHeight: 400,
    show: false,
    title,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    webPreferences: { ...webPreferences, preload: join(out, 'preload', 'preload.cjs') },
  });
  window.setMenu(null);
  window.on('page-title-updated', (event) => {
    event.preventDefault();
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  return window;
}

export const startPage = `${uiOrigin}/index.html`;
