import { beforeEach, describe, expect, it } from 'vitest';
import { pauses, Reconnecting } from '../../../src-main/consent/reconnecting.ts';
import { FakeTimer } from '../../support/fake-timer.ts';

let timer: FakeTimer;
let answers: boolean[];
let probes: number;
let backs: number;
let reconnecting: Reconnecting;

/** Lets everything that waits for an answer run. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  timer = new FakeTimer();
  answers = [];
  probes = 0;
  backs = 0;
  reconnecting = new Reconnecting({
    after: timer.after,
    probe: () => {
      probes += 1;
      return Promise.resolve(answers.shift() ?? false);
    },
    back: () => {
      backs += 1;
      reconnecting.stop();
      return Promise.resolve();
    },
  });
});

describe('while the server cannot be reached', () => {
  it('asks with pauses that grow to ten seconds and no further', async () => {
    reconnecting.start();
    const waited: number[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      waited.push(timer.next());
      await settle();
    }
    expect(waited).toEqual([...pauses, 10_000, 10_000]);
    expect(probes).toBe(7);
    expect(reconnecting.offline).toBe(true);
  });

  it('goes on at the first answer, once, and asks no more', async () => {
    answers = [false, true];
    reconnecting.start();
    timer.next();
    await settle();
    timer.next();
    await settle();
    expect([backs, reconnecting.offline, timer.pending]).toEqual([1, false, 0]);
  });

  it('asks at once when the system says that there is a network again, and not before the flow is interrupted', async () => {
    reconnecting.hint();
    expect(probes).toBe(0);
    answers = [true];
    reconnecting.start();
    reconnecting.hint();
    await settle();
    expect([probes, backs, timer.pending]).toEqual([1, 1, 0]);
  });

  it('is over when the flow ends: an answer that comes later changes nothing', async () => {
    let release: (there: boolean) => void = () => undefined;
    const late = new Reconnecting({
      after: timer.after,
      probe: () => new Promise((resolve) => (release = resolve)),
      back: () => Promise.reject(new Error('nothing is left to go on with')),
    });
    late.start();
    timer.next();
    late.stop();
    release(true);
    await settle();
    expect([late.offline, timer.pending]).toEqual([false, 0]);
  });

  it('starts with a short pause again after it was back', async () => {
    answers = [false, false, true];
    reconnecting.start();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      timer.next();
      await settle();
    }
    reconnecting.start();
    expect(timer.next()).toBe(1000);
  });
});
