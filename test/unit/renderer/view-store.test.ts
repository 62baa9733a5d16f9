import { describe, expect, it, vi } from 'vitest';
import type { Answers, Bridge, CallName } from '../../../src-main/contract/calls.ts';
import type { Result } from '../../../src-main/contract/failure.ts';
import type { View } from '../../../src-main/contract/views.ts';
import { scenes } from '../../../src-renderer/gallery/scenes.ts';
import { accept, emptyState } from '../../../src-renderer/stores/view-state.ts';
import { createViewStore } from '../../../src-renderer/stores/view-store.ts';

function scene(name: string, sequence: number): View {
  const found = scenes[name];
  if (found === undefined) throw new Error(`no scene ${name}`);
  return { ...found, sequence };
}

/** A bridge whose answers come when the test says so. */
function heldBridge(): {
  bridge: Bridge;
  calls: CallName[];
  answer: (result: Result<View>) => void;
  event: (view: View) => void;
} {
  const calls: CallName[] = [];
  let settle: (result: Result<View>) => void = () => undefined;
  let listener: (view: View) => void = () => undefined;
  const call = (<K extends CallName>(name: K): Promise<Result<Answers[K]>> => {
    calls.push(name);
    return new Promise((resolve) => {
      settle = resolve as (result: Result<View>) => void;
    });
  }) as Bridge['call'];
  return {
    calls,
    answer: (result) => settle(result),
    event: (view) => listener(view),
    bridge: {
      call,
      onView: (given) => {
        listener = given;
        return () => undefined;
      },
      onCloseAsked: () => () => undefined,
    },
  };
}

describe('a view', () => {
  it('replaces an older one and is dropped when it is not newer itself', () => {
    const first = accept(emptyState, scene('login', 5), 10);
    expect(accept(first, scene('waiting', 4), 20)).toBe(first);
    expect(accept(first, scene('waiting', 5), 20)).toBe(first);
    expect(accept(first, scene('proving', 6), 20)).toMatchObject({ receivedAt: 20, view: { sequence: 6 } });
  });

  it('keeps the last snapshot until the next procedure', () => {
    const inStep = accept(emptyState, scene('consent', 1), 0);
    const done = accept(inStep, scene('done-permitted', 2), 0);
    expect(done.last?.step.kind).toBe('consent');
    expect(accept(done, scene('waiting', 3), 0).last).toBeNull();
  });

  it('keeps what the procedure failed by while the TPP is told, and no longer', () => {
    const inStep = accept(emptyState, scene('consent', 1), 0);
    const failed = accept(inStep, scene('failure-flow-conflict', 2), 0);
    const telling = accept(failed, { ...scene('failure-flow-conflict', 3), screen: { kind: 'opening' } }, 0);
    const done = accept(telling, scene('done-failed', 4), 0);
    expect(done).toMatchObject({ failure: { code: 'flow.conflict' }, last: { step: { kind: 'consent' } } });
    expect(accept(done, scene('opening', 5), 0)).toMatchObject({ failure: null, last: null });
    expect(accept(failed, scene('login', 3), 0).failure).toBeNull();
  });

  it('ends the refusal that was shown before it', () => {
    const refused = { ...emptyState, refusal: { code: 'app.unexpected', recovery: 'retry', reference: 'r' } as const };
    expect(accept(refused, scene('login', 1), 0).refusal).toBeNull();
  });
});

describe('a call', () => {
  it('is not sent while another is under way', async () => {
    const { bridge, calls, answer } = heldBridge();
    const store = createViewStore(bridge);
    const first = store.ask('login.start', undefined);
    expect(await store.ask('login.start', undefined)).toBe(false);
    expect(store.state.getState().pending).toBe('login.start');
    answer({ ok: true, value: scene('certificates', 1) });
    expect(await first).toBe(true);
    expect(calls).toEqual(['login.start']);
    expect(store.state.getState()).toMatchObject({ pending: null, view: { screen: { kind: 'certificates' } } });
  });

  it('whose answer is older than an event does not take the screen back', async () => {
    const { bridge, answer, event } = heldBridge();
    const store = createViewStore(bridge);
    store.start();
    event(scene('services', 9));
    answer({ ok: true, value: scene('login', 8) });
    await vi.waitFor(() => expect(store.state.getState().pending).toBeNull());
    expect(store.state.getState().view?.sequence).toBe(9);
  });

  it('says that it is slow after 300 ms and not before', async () => {
    vi.useFakeTimers();
    try {
      const { bridge, answer } = heldBridge();
      const store = createViewStore(bridge);
      const asked = store.ask('flow.retry', undefined);
      vi.advanceTimersByTime(299);
      expect(store.state.getState().slow).toBe(false);
      vi.advanceTimersByTime(1);
      expect(store.state.getState().slow).toBe(true);
      answer({ ok: true, value: scene('login', 1) });
      await asked;
      expect(store.state.getState().slow).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });

  it('that has led to another screen leaves that screen free, and its late answer changes nothing', async () => {
    const { bridge, calls, answer, event } = heldBridge();
    const store = createViewStore(bridge);
    store.start();
    answer({ ok: true, value: scene('certificates', 1) });
    await vi.waitFor(() => expect(store.state.getState().pending).toBeNull());
    const confirmed = store.ask('identity.confirm', { attempt: 'attempt-0000000001', id: 'identity-0000000001' });
    event(scene('certificates-left-out', 2));
    expect(store.state.getState().pending).toBe('identity.confirm');
    event(scene('token-pin', 3));
    expect(store.state.getState()).toMatchObject({ pending: null, slow: false });
    answer({ ok: true, value: scene('proving', 2) });
    await confirmed;
    expect(store.state.getState().view?.screen.kind).toBe('token-pin');
    void store.ask('flow.cancel', undefined);
    expect(store.state.getState().pending).toBe('flow.cancel');
    expect(calls).toEqual(['app.view', 'identity.confirm', 'flow.cancel']);
  });

  it('that is refused after it was overtaken says why, unless another call followed', async () => {
    const { bridge, answer, event } = heldBridge();
    const store = createViewStore(bridge);
    store.start();
    answer({ ok: true, value: scene('token-pin', 1) });
    await vi.waitFor(() => expect(store.state.getState().pending).toBeNull());
    const unlocked = store.ask('token.unlock', { attempt: 'attempt-0000000001', pad: 'pad-00000000000001' });
    event(scene('proving', 2));
    answer({ ok: false, failure: { code: 'app.unexpected', recovery: 'retry', reference: 'AB12' } });
    expect(await unlocked).toBe(false);
    expect(store.state.getState()).toMatchObject({ pending: null, refusal: { code: 'app.unexpected' } });
  });

  it('that is refused says why', async () => {
    const { bridge, answer } = heldBridge();
    const store = createViewStore(bridge);
    const asked = store.ask('flow.cancel', undefined);
    answer({ ok: false, failure: { code: 'ipc.invalid-input', recovery: 'retry', reference: 'AB12' } });
    expect(await asked).toBe(false);
    expect(store.state.getState()).toMatchObject({ pending: null, refusal: { code: 'ipc.invalid-input' } });
  });
});
