import type { CallName } from '../../src-main/contract/calls.ts';
import { useTexts, useViewState } from './app-context.ts';

/** Calls that only ask for something to look at. */
const reading: ReadonlySet<CallName> = new Set([
  'links.list',
  'links.more',
  'links.show',
  'links.receipt',
  'links.start-reduction',
]);

/** What to say while an answer takes long; nothing while none is awaited. */
export function useBusyWords(): string {
  const { texts } = useTexts();
  const slow = useViewState((state) => state.slow);
  const pending = useViewState((state) => state.pending);
  if (!slow) return '';
  return pending !== null && reading.has(pending) ? texts.links.loading : texts.app.sending;
}
