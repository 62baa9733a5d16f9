import type { Answers, Bridge, CallInput, CallName, Entered, KeypadPurpose } from '../../src-main/contract/calls.ts';
import type { Result } from '../../src-main/contract/failure.ts';
import type { KeypadView, View } from '../../src-main/contract/views.ts';
import type { BlockName } from '../bridge/view-types.ts';
import { fakeKeys } from './fake-glyphs.ts';

export type Call = { [K in CallName]: { readonly name: K; readonly input: CallInput<K> } }[CallName];

/** Decides what follows a call that changes the screen; `null` stays where it is. */
export type Script = (call: Call, present: View) => View | null;

export type ScriptedBridge = Bridge & { readonly calls: readonly Call[]; readonly show: (view: View) => void };

type Handlers = { readonly [K in CallName]: (input: CallInput<K>) => Answers[K] };

const digits: readonly BlockName[] = ['digits'];
const board: readonly BlockName[] = ['digits', 'lower', 'upper', 'symbols'];
const pads: Readonly<Record<KeypadPurpose, { readonly blocks: readonly BlockName[]; readonly limit: number }>> = {
  'login-password': { blocks: board, limit: 12 },
  'inquiry-pin': { blocks: digits, limit: 4 },
  'token-pin': { blocks: digits, limit: 8 },
  'token-pin-full': { blocks: board, limit: 8 },
};

/** The main process as a script: the contract's answers without Electron. It counts presses and knows no character. */
export function scriptedBridge(first: View, script: Script): ScriptedBridge {
  const listeners = new Set<(view: View) => void>();
  const calls: Call[] = [];
  let present = first;
  let entered = 0;
  let max = 0;
  let opened = 0;

  const show = (view: View): void => {
    present = { ...view, sequence: present.sequence + 1 };
    for (const listener of listeners) listener(present);
  };
  const follow = (call: Call): View => {
    const next = script(call, present);
    if (next !== null) show(next);
    return present;
  };
  const count = (next: number): Entered => {
    entered = Math.min(max, Math.max(0, next));
    return { length: entered, full: entered === max };
  };
  const openPad = ({ purpose }: CallInput<'keypad.open'>): KeypadView => {
    const { blocks, limit } = pads[purpose];
    max = limit;
    entered = 0;
    opened += 1;
    const keys = fakeKeys(blocks);
    return { pad: `pad-${String(opened).padStart(14, '0')}`, length: 0, max, names: 'data:text/css,', ...keys };
  };

  const handlers: Handlers = {
    'app.view': () => present,
    'app.quit': () => null,
    'tester.available': () => false,
    'tester.open': () => null,
    'app.leave': () => null,
    'app.crashed': () => null,
    'connection.returned': () => null,
    'connection.check': () => ({ server: 'reached' }),
    'document.print': () => ({ done: true }),
    'document.save-pdf': () => ({ done: false }),
    'login.start': (input) => follow({ name: 'login.start', input }),
    'identity.confirm': (input) => follow({ name: 'identity.confirm', input }),
    'identity.cancel': (input) => follow({ name: 'identity.cancel', input }),
    'identity.reload': (input) => follow({ name: 'identity.reload', input }),
    'token.skip': (input) => follow({ name: 'token.skip', input }),
    'token.unlock': (input) => follow({ name: 'token.unlock', input }),
    'keypad.open': openPad,
    'keypad.press': () => count(entered + 1),
    'keypad.erase': () => count(entered - 1),
    'keypad.clear': () => count(0),
    'keypad.close': () => null,
    'keypad.stay': () => null,
    'keypad.speak': ({ on }) => on,
    'keypad.ended': () => 'closed',
    'consent.send': (input) => follow({ name: 'consent.send', input }),
    'flow.cancel': (input) => follow({ name: 'flow.cancel', input }),
    'flow.retry': (input) => follow({ name: 'flow.retry', input }),
    'flow.return': (input) => follow({ name: 'flow.return', input }),
    'flow.close': (input) => follow({ name: 'flow.close', input }),
    'links.open': (input) => follow({ name: 'links.open', input }),
    'links.password': (input) => follow({ name: 'links.password', input }),
    'links.extend': (input) => follow({ name: 'links.extend', input }),
    'links.list': (input) => follow({ name: 'links.list', input }),
    'links.more': (input) => follow({ name: 'links.more', input }),
    'links.show': (input) => follow({ name: 'links.show', input }),
    'links.revoke': (input) => follow({ name: 'links.revoke', input }),
    'links.start-reduction': (input) => follow({ name: 'links.start-reduction', input }),
    'links.reduce': (input) => follow({ name: 'links.reduce', input }),
    'links.receipt': (input) => follow({ name: 'links.receipt', input }),
    'links.close': (input) => follow({ name: 'links.close', input }),
    'receipts.list': () => ({ kept: true, receipts: [] }),
    'diagnostics.report': () => 'app: 0.1.0\nkeyring: kept',
  };

  const call = <K extends CallName>(name: K, input: CallInput<K>): Promise<Result<Answers[K]>> => {
    calls.push({ name, input } as Call);
    return Promise.resolve({ ok: true, value: handlers[name](input) });
  };

  return {
    calls,
    show,
    call,
    onView: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    onCloseAsked: () => () => undefined,
  };
}
