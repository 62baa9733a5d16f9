import { app } from 'electron';
import { findDeepLink } from './deep-link.ts';

/**
 * One app per user and environment. `onLink` gets every link, whichever way the system brings it: with this start, by a
 * second start (whose command line is handed over), or by macOS's event. `false`: another instance runs and has it now.
 */
export function claimSingleInstance(scheme: string, onLink: (link: string) => void, onShow: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv) => {
    onShow();
    const link = findDeepLink(scheme, argv);
    if (link !== null) onLink(link);
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    onShow();
    onLink(link);
  });
  const first = findDeepLink(scheme, process.argv);
  if (first !== null) onLink(first);
  return true;
}
