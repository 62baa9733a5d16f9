import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Bridge, KeypadEnd } from '../../../src-main/contract/calls.ts';
import { scenes } from '../../../src-renderer/gallery/scenes.ts';
import { scriptedBridge, type ScriptedBridge } from '../../../src-renderer/gallery/scripted-bridge.ts';
import { createKeypadPreferences } from '../../../src-renderer/keypad/keypad-preferences.ts';
import { createKeypadSession, type KeypadSession } from '../../../src-renderer/keypad/keypad-session.ts';
import { nextKey, type Spot } from '../../../src-renderer/keypad/roving.ts';

async function opened(): Promise<{ bridge: ScriptedBridge; session: KeypadSession; names: () => string[] }> {
  const first = scenes['password'];
  if (first === undefined) throw new Error('no scene');
  const bridge = scriptedBridge(first, () => null);
  const session = createKeypadSession(bridge, 'login-password');
  session.open();
  await vi.waitFor(() => expect(session.state.getState().phase).toBe('open'));
  return { bridge, session, names: () => bridge.calls.map(({ name }) => name) };
}
const key = (session: KeypadSession, index: number): string =>
  session.state.getState().pad?.blocks[0]?.keys[index] ?? 'none';

describe('a keypad session', () => {
  it('sends fast presses one after another, in order, and gives the pad when all have arrived', async () => {
    const { bridge, session } = await opened();
    for (const index of [3, 1, 4, 1, 5]) session.press(key(session, index));
    const pad = await session.take();
    expect(pad).toBe(session.state.getState().pad?.pad);
    expect(session.state.getState().entered.length).toBe(5);
    const pressed = bridge.calls.flatMap((call) => (call.name === 'keypad.press' ? [call.input.key] : []));
    expect(pressed).toEqual([3, 1, 4, 1, 5].map((index) => key(session, index)));
  });

  it('takes no key while the entry is on its way, and a new keyboard follows', async () => {
    const { session, names } = await opened();
    session.press(key(session, 0));
    const first = await session.take();
    session.press(key(session, 0));
    session.spend();
    session.open();
    expect(names().filter((name) => name === 'keypad.press')).toHaveLength(1);
    await vi.waitFor(() => expect(session.state.getState().phase).toBe('open'));
    expect(session.state.getState().pad?.pad).not.toBe(first);
    expect(session.state.getState().entered.length).toBe(0);
  });

  it('has the keys of its purpose: a token PIN takes ten, or all with letters', async () => {
    const { bridge } = await opened();
    const digits = createKeypadSession(bridge, 'token-pin');
    digits.open();
    await vi.waitFor(() => expect(digits.state.getState().pad?.blocks.map(({ name }) => name)).toEqual(['digits']));
    const letters = createKeypadSession(bridge, 'token-pin-full');
    letters.open();
    await vi.waitFor(() => expect(letters.state.getState().pad?.blocks).toHaveLength(4));
    const purposes = bridge.calls.flatMap((call) => (call.name === 'keypad.open' ? [call.input.purpose] : []));
    expect(purposes).toEqual(['login-password', 'token-pin', 'token-pin-full']);
  });

  it('put away keeps nothing: main is told to wipe, and it opens anew', async () => {
    const { session, names } = await opened();
    session.press(key(session, 0));
    await vi.waitFor(() => expect(session.state.getState().entered.length).toBe(1));
    session.hide();
    expect(session.state.getState()).toMatchObject({ phase: 'hidden', entered: { length: 0 } });
    await vi.waitFor(() => expect(names()).toContain('keypad.close'));
    session.open();
    await vi.waitFor(() => expect(session.state.getState().phase).toBe('open'));
    expect(session.state.getState().entered.length).toBe(0);
    expect(names().filter((name) => name === 'keypad.open')).toHaveLength(2);
  });

  it('shows an entry before main has answered, and main’s last answer is what counts', async () => {
    const { bridge, session } = await opened();
    const length = (): number => session.state.getState().entered.length;
    for (let n = 0; n < 14; n += 1) session.press(key(session, n % 10));
    expect(session.state.getState().entered).toEqual({ length: 12, full: true });
    session.erase();
    expect(length()).toBe(11);
    session.clear();
    session.erase();
    expect(length()).toBe(0);
    await session.take();
    expect(length()).toBe(0);
    expect(bridge.calls.filter(({ name }) => name === 'keypad.press')).toHaveLength(14);
  });

  it('equals a simple model under any entries, whenever main answers', async () => {
    const step = fc.constantFrom('press' as const, 'erase' as const, 'clear' as const, 'wait' as const);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { session } = await opened();
        let model = 0;
        for (const what of steps) {
          if (what === 'wait') await Promise.resolve();
          else if (what === 'press') session.press(key(session, 0));
          else session[what]();
          if (what === 'press') model = Math.min(12, model + 1);
          if (what === 'erase') model = Math.max(0, model - 1);
          if (what === 'clear') model = 0;
          expect(session.state.getState().entered).toEqual({ length: model, full: model === 12 });
        }
        await session.take();
        expect(session.state.getState().entered.length).toBe(model);
      }),
      { numRuns: 40 },
    );
  });

  it.each(['idle', 'unfocused', 'locked'] as const)('says why main has ended it: %s', async (reason) => {
    const { bridge } = await opened();
    let end = (): void => undefined;
    const ended = new Promise<KeypadEnd>((resolve) => {
      end = () => resolve(reason);
    });
    const call: Bridge['call'] = async (name, input) =>
      name === 'keypad.ended'
        ? ({ ok: true, value: await ended } as Awaited<ReturnType<typeof bridge.call<typeof name>>>)
        : await bridge.call(name, input);
    const session = createKeypadSession({ ...bridge, call }, 'login-password');
    session.open();
    await vi.waitFor(() => expect(session.state.getState().phase).toBe('open'));
    session.press(key(session, 0));
    end();
    await vi.waitFor(() =>
      expect(session.state.getState()).toMatchObject({ phase: 'failed', gone: reason, pad: null }),
    );
    expect(session.state.getState().entered.length).toBe(0);
    expect(await session.take()).toBeNull();
    session.open();
    await vi.waitFor(() => expect(session.state.getState().phase).not.toBe('failed'));
  });

  it('keeps the order that shows when it is to stay, and shuffles at once only what is empty', async () => {
    const { bridge } = await opened();
    const preferences = createKeypadPreferences();
    const session = createKeypadSession(bridge, 'login-password', preferences);
    session.open();
    await vi.waitFor(() => expect(session.state.getState().phase).toBe('open'));
    const first = session.state.getState().pad;
    session.press(key(session, 0));
    session.setFixed(true);
    await session.take();
    expect(session.state.getState().pad).toBe(first);
    expect(session.state.getState().entered.length).toBe(1);
    session.spend();
    session.open();
    await vi.waitFor(() => expect(session.state.getState().phase).toBe('open'));
    const wishes = bridge.calls.flatMap((call) => (call.name === 'keypad.open' ? [call.input.fixed] : []));
    expect(wishes.slice(-2)).toEqual([false, true]);
    session.setFixed(false);
    expect(session.state.getState().phase).toBe('opening');
  });

  it('asks for spoken characters only when they are wished, anew at each opening', async () => {
    const { bridge } = await opened();
    const preferences = createKeypadPreferences();
    const session = createKeypadSession(bridge, 'inquiry-pin', preferences);
    const wishes = (): boolean[] =>
      bridge.calls.flatMap((call) => (call.name === 'keypad.speak' ? [call.input.on] : []));
    session.open();
    await vi.waitFor(() => expect(session.state.getState().phase).toBe('open'));
    expect(wishes()).toEqual([]);
    session.setSpoken(true);
    await vi.waitFor(() => expect(session.state.getState().spoken).toBe(true));
    await session.take();
    session.spend();
    session.open();
    expect(session.state.getState().spoken).toBe(false);
    await vi.waitFor(() => expect(session.state.getState().spoken).toBe(true));
    session.setSpoken(false);
    await vi.waitFor(() => expect(session.state.getState().spoken).toBe(false));
    expect(wishes()).toEqual([true, true, false]);
  });

  it('tells main that somebody is there, now and then', async () => {
    const { session, names } = await opened();
    for (const at of [0, 10, 14_999, 15_000, 20_000, 30_000]) session.stay(at);
    await session.take();
    expect(names().filter((name) => name === 'keypad.stay')).toHaveLength(3);
  });

  it('closes its pad when the screen goes, and a pad that comes too late', async () => {
    const { session, names } = await opened();
    session.dispose();
    await vi.waitFor(() => expect(names().filter((name) => name === 'keypad.close')).toHaveLength(1));
    session.open();
    session.dispose();
    session.open();
    await vi.waitFor(() => expect(session.state.getState().phase).toBe('open'));
    expect(names().filter((name) => name === 'keypad.open')).toHaveLength(2);
  });
});

describe('arrow keys', () => {
  // 0 1 2
  // 3 4
  const spots: readonly Spot[] = [
    [0, 0],
    [50, 0],
    [100, 0],
    [0, 50],
    [50, 50],
  ].map(([left = 0, top = 0]) => ({ left, top, width: 44 }));

  it('go by where the keys lie', () => {
    expect(nextKey(spots, 1, 'ArrowDown')).toBe(4);
    expect(nextKey(spots, 2, 'ArrowDown')).toBe(4);
    expect(nextKey(spots, 3, 'ArrowUp')).toBe(0);
    expect(nextKey(spots, 3, 'ArrowDown')).toBe(3);
    expect(nextKey(spots, 0, 'ArrowLeft')).toBe(0);
    expect(nextKey(spots, 2, 'ArrowRight')).toBe(3);
    expect([nextKey(spots, 2, 'Home'), nextKey(spots, 2, 'End')]).toEqual([0, 4]);
  });
});
