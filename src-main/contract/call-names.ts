import type { CallName } from './calls.ts';

// No schema library here: this is the only contract file that the preload script bundles.
const names = {
  'app.view': true,
  'app.quit': true,
  'tester.available': true,
  'tester.open': true,
  'app.leave': true,
  'app.crashed': true,
  'connection.check': true,
  'connection.returned': true,
  'document.print': true,
  'document.save-pdf': true,
  'login.start': true,
  'identity.confirm': true,
  'identity.cancel': true,
  'identity.reload': true,
  'token.unlock': true,
  'token.skip': true,
  'keypad.open': true,
  'keypad.press': true,
  'keypad.erase': true,
  'keypad.clear': true,
  'keypad.close': true,
  'keypad.stay': true,
  'keypad.speak': true,
  'keypad.ended': true,
  'consent.send': true,
  'flow.cancel': true,
  'flow.retry': true,
  'flow.return': true,
  'flow.close': true,
  'links.open': true,
  'links.password': true,
  'links.extend': true,
  'links.list': true,
  'links.more': true,
  'links.show': true,
  'links.revoke': true,
  'links.start-reduction': true,
  'links.reduce': true,
  'links.receipt': true,
  'links.close': true,
  'receipts.list': true,
  'diagnostics.report': true,
} satisfies Record<CallName, true>;

export const callNames: ReadonlySet<string> = new Set(Object.keys(names));

/** The events: a new `View`, and that the window would close in the middle of a procedure. */
export const viewChannel = 'view';
export const closeChannel = 'close-asked';
