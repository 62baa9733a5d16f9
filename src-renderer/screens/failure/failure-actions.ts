import type { Recovery } from '../../../src-main/contract/failure.ts';

/** A button of the failure screen: what it asks for and what it says. */
export type FailureAction = 'retry' | 'choose-again' | 'return' | 'close';

export type Ways = { readonly recovery: Recovery; readonly canReturn: boolean; readonly canRetry: boolean };

/** What helps most comes first and is the primary; every way that is open is there once. */
export function failureActions({ recovery, canReturn, canRetry }: Ways): readonly [FailureAction, ...FailureAction[]] {
  const again: FailureAction = recovery === 'choose-again' ? 'choose-again' : 'retry';
  const againHelps = recovery === 'retry' || recovery === 'choose-again';
  const back: readonly FailureAction[] = canReturn ? ['return'] : [];
  if (!canRetry) return canReturn ? ['return', 'close'] : ['close'];
  return againHelps || !canReturn ? [again, ...back, 'close'] : ['return', again, 'close'];
}
