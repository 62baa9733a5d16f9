import { describe, expect, it, vi } from 'vitest';
import { scenes } from '../../../src-renderer/gallery/scenes.ts';
import { scriptedBridge, type ScriptedBridge } from '../../../src-renderer/gallery/scripted-bridge.ts';
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

  it('put away keeps what was entered; empty, it opens anew', async () => {
    const { session, names } = await opened();
    session.hide();
    session.open();
    await vi.waitFor(() => expect(session.state.getState().phase).toBe('open'));
    expect(names().filter((name) => name === 'keypad.open')).toHaveLength(2);
    session.press(key(session, 0));
    await vi.waitFor(() => expect(session.state.getState().entered.length).toBe(1));
    session.hide();
    session.open();
    expect(session.state.getState()).toMatchObject({ phase: 'open', entered: { length: 1 } });
    expect(names().filter((name) => name === 'keypad.open')).toHaveLength(2);
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
