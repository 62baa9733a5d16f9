import type { Clock } from '../../../server/clock.ts';

/** A clock that stands until it is moved. */
export function standingClock(start = '2026-07-08T01:30:00Z'): Clock & { forward(milliseconds: number): void } {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    forward: (milliseconds) => {
      time += milliseconds;
    },
  };
}
