import { describe, expect, it } from 'vitest';
import type { Screen, View } from '../../../src-main/contract/views.ts';
import { CloseQuestion } from '../../../src-main/shell/close-question.ts';
import { view } from '../../../src-renderer/gallery/view.ts';

const handedBack: Screen = { kind: 'done', outcome: 'cancelled', handedBack: true };

function stage(first: Screen, afterCancel: Screen = handedBack) {
  const done: string[] = [];
  let shown: View | null = view(first);
  const question = new CloseQuestion({
    view: () => shown,
    ask: () => done.push('ask'),
    cancel: () => {
      done.push('cancel');
      shown = view(afterCancel);
      return Promise.resolve(shown);
    },
    close: () => done.push('close'),
  });
  return { question, done, show: (screen: Screen | null) => (shown = screen === null ? null : view(screen)) };
}

describe('closing the window', () => {
  it.each<Screen>([
    { kind: 'waiting' },
    handedBack,
    {
      kind: 'failed',
      failure: { code: 'environment.offline', recovery: 'retry', reference: 'R' },
      canReturn: true,
      canRetry: true,
    },
  ])('needs no question at $kind', (screen) => {
    const { question, done } = stage(screen);
    expect(question.mayClose()).toBe(true);
    expect(done).toEqual([]);
  });

  it('needs none before there is anything to lose', () => {
    const { question, show } = stage({ kind: 'login' });
    show(null);
    expect(question.mayClose()).toBe(true);
  });

  it('asks in the middle of a procedure; staying asks again the next time', async () => {
    const { question, done } = stage({ kind: 'login' });
    expect(question.mayClose()).toBe(false);
    await question.answer(false);
    expect(question.mayClose()).toBe(false);
    expect(done).toEqual(['ask', 'ask']);
  });

  it('cancels before it closes', async () => {
    const { question, done } = stage({ kind: 'proving' });
    question.mayClose();
    await question.answer(true);
    expect(done).toEqual(['ask', 'cancel', 'close']);
    expect(question.mayClose()).toBe(true);
  });

  it.each<Screen>([
    { ...handedBack, handedBack: false },
    {
      kind: 'failed',
      failure: { code: 'environment.offline', recovery: 'retry', reference: 'R' },
      canReturn: true,
      canRetry: true,
    },
  ])('stays when the provider could not be told ($kind), and then closes without asking', async (after) => {
    const { question, done } = stage({ kind: 'login' }, after);
    question.mayClose();
    await question.answer(true);
    expect(done).toEqual(['ask', 'cancel']);
    expect(question.mayClose()).toBe(true);
  });

  it('takes a second press for a yes, and a third for an end of all waiting', async () => {
    const { question, done } = stage({ kind: 'login' });
    question.mayClose();
    expect(question.mayClose()).toBe(false);
    expect(question.mayClose()).toBe(true);
    await Promise.resolve();
    expect(done).toEqual(['ask', 'cancel', 'close']);
  });

  it('only closes when the procedure ended while it asked', async () => {
    const { question, done, show } = stage({ kind: 'login' });
    question.mayClose();
    show({ kind: 'waiting' });
    await question.answer(true);
    expect(done).toEqual(['ask', 'close']);
  });

  it('does not ask when the app is quitting', () => {
    const { question, done } = stage({ kind: 'login' });
    question.quitting();
    expect(question.mayClose()).toBe(true);
    expect(done).toEqual([]);
  });
});
