import { shell } from 'electron';
import { mayHandTo } from '../consent/redirect.ts';

/** The only place that opens the default browser: https, or http on this machine. `false` when there was no way to. */
export async function openBrowser(address: string): Promise<boolean> {
  if (!URL.canParse(address) || !mayHandTo(new URL(address))) return false;
  try {
    await shell.openExternal(address);
    return true;
  } catch {
    return false; // no browser, or it would not start: the screen offers the button again
  }
}
