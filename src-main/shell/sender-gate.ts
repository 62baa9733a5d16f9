import { uiOrigin } from './ui-origin.ts';

/** As much of Electron's `WebFrameMain` as tells who asks. */
export type Sender = { readonly url: string; readonly parent: unknown };

/** Only the top frame of the window's own pages may call the main process. */
export function isTrustedSender(sender: Sender | null): boolean {
  return sender !== null && sender.parent === null && sender.url.startsWith(`${uiOrigin}/`);
}
