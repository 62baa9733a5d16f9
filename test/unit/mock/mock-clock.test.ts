import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../server/mock/clock/duration.ts';
import { createMockClock, ImpossibleTime } from '../../../server/mock/clock/mock-clock.ts';

const hour = 3_600_000;
function below(start = '2026-11-22T00:00:00.000Z') {
  let time = Date.parse(start);
  return { now: () => new Date(time), pass: (ms: number) => (time += ms) };
}

describe('the mock clock', () => {
  it('runs with the time below it, wherever it was set', () => {
    const machine = below();
    const clock = createMockClock(machine);
    clock.set(new Date('2030-01-01T00:00:00Z'));
    machine.pass(hour);
    expect(clock.now().toISOString()).toBe('2030-01-01T01:00:00.000Z');
    clock.advance(-2 * hour);
    expect(clock.now().toISOString()).toBe('2029-12-31T23:00:00.000Z');
    clock.reset();
    expect(clock.now()).toEqual(machine.now());
    expect(clock.state()).toMatchObject({ offsetMs: 0, frozen: false });
  });

  it('stands while it is frozen, can be moved then, and goes on from there', () => {
    const machine = below();
    const clock = createMockClock(machine);
    clock.freeze();
    machine.pass(hour);
    expect(clock.now().toISOString()).toBe('2026-11-22T00:00:00.000Z');
    clock.advance(30 * 60_000);
    machine.pass(hour);
    expect(clock.state()).toEqual({
      now: '2026-11-22T00:30:00.000Z',
      machine: '2026-11-22T02:00:00.000Z',
      offsetMs: -1.5 * hour,
      frozen: true,
    });
    clock.resume();
    machine.pass(hour);
    expect(clock.now().toISOString()).toBe('2026-11-22T01:30:00.000Z');
    clock.resume();
    expect(clock.now().toISOString()).toBe('2026-11-22T01:30:00.000Z');
  });

  it.each([new Date('1999-12-31'), new Date('2201-01-01'), new Date('nonsense')])(
    'refuses %s and stays what it was',
    (time) => {
      const clock = createMockClock(below());
      expect(() => {
        clock.set(time);
      }).toThrow(ImpossibleTime);
      expect(clock.now().toISOString()).toBe('2026-11-22T00:00:00.000Z');
    },
  );
});

describe('lengths of time', () => {
  it.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['1d12h', 36 * hour],
    ['-1d', -24 * hour],
    ['+2w', 14 * 24 * hour],
    ['250ms', 250],
  ])('%s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '15', 'm', '1y', '1d 2h', '--1d', '1.5h', '99999999999d'])('"%s" is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
