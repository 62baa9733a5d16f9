import type { Failure, FailureCode, Recovery } from '../../src-main/contract/failure.ts';
import {
  contractVersion,
  type Screen,
  type SnapshotView,
  type StepView,
  type View,
} from '../../src-main/contract/views.ts';
import type { CommandKind, Place } from '../bridge/view-types.ts';
import { bank, tpp } from './people.ts';

const places: readonly Place[] = ['login', 'services', 'inquiryPin', 'inquiryPinResult', 'consent'];

export function view(screen: Screen, more: Partial<View> = {}): View {
  return {
    contract: contractVersion,
    sequence: 1,
    environment: 'production',
    bank,
    tpp,
    screen,
    notice: null,
    ...more,
  };
}

export type StepMore = {
  readonly remaining?: number;
  readonly skip?: readonly Place[];
  readonly notice?: Failure;
  readonly around?: Partial<View>;
};

export function step(at: Place, shown: StepView, allowed: CommandKind[], more: StepMore = {}): View {
  const here = places.indexOf(at);
  const snapshot: SnapshotView = {
    flow: 'flow-of-the-gallery-01',
    revision: 1,
    tpp: more.around?.tpp ?? tpp,
    progress: places.map((place, index) => ({
      place,
      state:
        more.skip?.includes(place) === true ? 'skipped' : index < here ? 'done' : index === here ? 'current' : 'todo',
    })),
    step: shown,
    allowed,
    remainingSeconds: more.remaining ?? 707,
  };
  return view({ kind: 'step', snapshot }, { ...more.around, notice: more.notice ?? null });
}

export function failure(code: FailureCode, recovery: Recovery, triesLeft?: number): Failure {
  return { code, recovery, reference: '7K2M-94QD-0708', ...(triesLeft === undefined ? {} : { triesLeft }) };
}

export function failed(
  code: FailureCode,
  recovery: Recovery,
  canRetry: boolean,
  { canReturn = recovery !== 'contact-bank' || canRetry }: { readonly canReturn?: boolean } = {},
): View {
  return view({ kind: 'failed', failure: failure(code, recovery), canReturn, canRetry });
}
