import type { FailureCode } from '../../../src-main/contract/failure.ts';
import type { FailureWords, NextStep } from '../../i18n/failure-words.ts';

/** What is left to do at this step. */
export type Ways = {
  /** Accounts whose number can still be entered. */
  readonly open: number;
  /** The server lets the customer go on without the ones that are not registered. */
  readonly skip: boolean;
};

/** What to do about a refused number: of the words' steps only what the screen offers now. */
export function pinSteps(
  code: FailureCode,
  { steps, ended }: Pick<FailureWords, 'steps' | 'ended'>,
  { open, skip }: Ways,
): readonly NextStep[] {
  // The last step of a wrong number is to go on without it, the first one of the others to go on with another account.
  if (code === 'pin.wrong') return skip ? steps : steps.slice(0, -1);
  if (open > 0) return steps;
  return skip ? steps.slice(1) : (ended ?? steps.slice(1));
}
