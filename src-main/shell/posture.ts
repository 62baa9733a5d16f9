import { app, session } from 'electron';
import { uiOrigin } from './ui-origin.ts';

/**
 * What no page of this app may do, whichever page it is: leave its origin, open a window, attach a webview, ask for a
 * permission, download. The hidden certificate page is bound to its own origin in the same way.
 */
export function guardPages(certificateOrigin: string): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: Electron.Event, target: string): void => {
      const { origin, protocol, host } = new URL(target);
      const own = `${protocol}//${host}` === uiOrigin;
      if (!own && origin !== certificateOrigin) event.preventDefault();
    };
    contents.on('will-navigate', (event) => {
      stay(event, event.url);
    });
    contents.on('will-redirect', (event) => {
      stay(event, event.url);
    });
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
    });
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.session.on('will-download', (event) => {
      event.preventDefault();
    });
  });
}

/** The window's own session asks for nothing and reaches nothing but its own scheme. */
export function guardDefaultSession(): void {
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(permission === 'clipboard-sanitized-write');
  });
  own.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');
  own.webRequest.onBeforeRequest((details, answer) => {
    const { protocol, host } = new URL(details.url);
    const inspector = protocol === 'devtools:' || protocol === 'chrome-extension:';
    answer({ cancel: `${protocol}//${host}` !== uiOrigin && !(inspector && !app.isPackaged) && protocol !== 'data:' });
  });
}
