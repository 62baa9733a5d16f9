import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import { uiOrigin } from './ui-origin.ts';
import { webPreferences } from './web-preferences.ts';

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
