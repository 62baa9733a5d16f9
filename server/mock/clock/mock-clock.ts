import { systemClock, type Clock } from '../../clock.ts';

export type ClockState = {
  /** What the world believes the time is, RFC 3339. */
  readonly now: string;
  /** The time below it: the machine's, unless a test brought its own. */
  readonly machine: string;
  /** Milliseconds the world is ahead of that (negative: behind). */
  readonly offsetMs: number;
  readonly frozen: boolean;
};

/** The world's time, as a tester wants it. Certificates, links, locks and time-outs follow; TLS and what TPPs sign do not. */
export type MockClock = Clock & {
  set(time: Date): void;
  /** Milliseconds; negative goes back. A frozen clock stays frozen. */
  advance(ms: number): void;
  freeze(): void;
  resume(): void;
  /** Back to the time below. */
  reset(): void;
  state(): ClockState;
};

/** Years that a `Date` and every certificate can hold. */
const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2200, 0, 1);

export class ImpossibleTime extends Error {
  override readonly name = 'ImpossibleTime';
}

function checked(time: number): number {
  if (!Number.isFinite(time) || time < earliest || time > latest)
    throw new ImpossibleTime('the time must lie between the years 2000 and 2200');
  return time;
}

export function createMockClock(below: Clock = systemClock): MockClock {
  let offset = 0;
  let frozenAt: number | null = null;
  const machine = (): number => below.now().getTime();
  const now = (): number => frozenAt ?? machine() + offset;
  const move = (to: number): void => {
    const time = checked(to);
    offset = time - machine();
    if (frozenAt !== null) frozenAt = time;
  };
  return {
    now: () => new Date(now()),
    set: (time) => {
      move(time.getTime());
    },
    advance: (ms) => {
      move(now() + ms);
    },
    freeze: () => {
      frozenAt = now();
    },
    resume: () => {
      if (frozenAt === null) return;
      offset = frozenAt - machine();
      frozenAt = null;
    },
    reset: () => {
      offset = 0;
      frozenAt = null;
    },
    state: () => {
      const at = machine();
      const shown = now();
      return {
        now: new Date(shown).toISOString(),
        machine: new Date(at).toISOString(),
        offsetMs: shown - at,
        frozen: frozenAt !== null,
      };
    },
  };
}
