import type { SnapshotView, View } from '../../src-main/contract/views.ts';
import type { Place, PlaceState, Progress } from '../bridge/view-types.ts';
import { ownEnd } from './own-end.ts';

/** Where it ended before 許可: broken off, or ended by the customer's own choice. */
type End = 'failed' | 'refused' | 'cancelled';
export type RailState = PlaceState | End;
export type RailStep = {
  readonly place: Place;
  readonly state: RailState;
  /** What is open inside the current 手順. */
  readonly part: 'certificate' | 'token' | 'password' | null;
  /** Lies before the place reached: the thread passes through it. */
  readonly past: boolean;
};

const places: readonly Place[] = ['login', 'services', 'inquiryPin', 'inquiryPinResult', 'consent'];

const untouched: Progress = places.map((place) => ({ place, state: 'todo' }));
const atLogin: Progress = places.map((place) => ({ place, state: place === 'login' ? 'current' : 'todo' }));

/** What the thread shows: the server's progress, and before there is one or after it ended, what that means. */
export function railSteps(view: View, last: SnapshotView | null): readonly RailStep[] {
  const { screen } = view;
  switch (screen.kind) {
    case 'waiting':
      return draw(untouched, null);
    case 'step':
      switch (screen.snapshot.step.kind) {
        case 'stopped':
          return draw(cut(screen.snapshot.progress), null);
        case 'password':
          return draw(screen.snapshot.progress, 'password');
        case 'certificate':
          return draw(screen.snapshot.progress, 'certificate');
        default:
          return draw(screen.snapshot.progress, null);
      }
    case 'done':
      return draw(
        screen.outcome === 'permitted'
          ? tied(last?.progress ?? untouched)
          : cut(last?.progress ?? atLogin, screen.outcome),
        null,
      );
    case 'opening':
      return draw(atLogin, null);
    case 'token-pin':
      return draw(atLogin, 'token');
    case 'failed':
      // Who asks was not known yet: nothing had begun.
      if (view.tpp === null) return draw(untouched, null);
      return draw(cut(last?.progress ?? atLogin, ownEnd(screen.failure.code) ?? 'failed'), null);
    default:
      return draw(atLogin, 'certificate');
  }
}

type Marked = readonly { readonly place: Place; readonly state: RailState }[];

function cut(progress: Progress, end: End = 'failed'): Marked {
  return progress.map(({ place, state }) => ({ place, state: state === 'current' ? end : state }));
}

function tied(progress: Progress): Marked {
  return progress.map(({ place, state }) => ({ place, state: state === 'skipped' ? 'skipped' : 'done' }));
}

function draw(progress: Marked, part: RailStep['part']): readonly RailStep[] {
  const reached = progress.findLastIndex(({ state }) => state !== 'todo' && state !== 'skipped');
  return progress.map(({ place, state }, index) => ({
    place,
    state,
    part: state === 'current' ? part : null,
    past: index < reached,
  }));
}
