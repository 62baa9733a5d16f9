import { powerMonitor, type BrowserWindow } from 'electron';
import type { Keypads } from '../keypad/keypads.ts';

/** Wipes what was entered when nobody may be in front of the window any more, or when its page is not the same any more. */
export function endKeypadWith(window: BrowserWindow, keypads: Keypads): void {
  keypads.focus(window.isFocused());
  window.on('focus', () => {
    keypads.focus(true);
  });
  window.on('blur', () => {
    keypads.focus(false);
  });
  const close = (): void => {
    keypads.close();
  };
  window.on('closed', close);
  window.webContents.on('render-process-gone', close);
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) close();
  });
  const lock = (): void => {
    keypads.end('locked');
  };
  powerMonitor.on('lock-screen', lock);
  powerMonitor.on('suspend', lock);
  powerMonitor.on('user-did-resign-active', lock);
}
