import type { Count, Name, Total } from './text-types.ts';

// Words of the window itself: how it shows things, what it prints, how it stands with the server.

export type DisplayTexts = Total<
  'open' | 'title' | 'text' | 'easy' | 'easyHint' | 'calendar' | 'calendarHint' | 'example'
>;

export type OfflineTexts = Total<'title' | 'text' | 'timed' | 'loggedOut' | 'idle' | 'foot'>;

export type CheckTexts = Total<'title' | 'text' | 'button' | 'asking' | 'reached' | 'again'> & {
  readonly failed: Name;
};

export type DocumentTexts = Total<
  'print' | 'save' | 'printed' | 'saved' | 'notPrinted' | 'notSaved' | 'consentTitle' | 'note' | 'number'
> & { readonly decidedAt: Name; readonly kept: Total<'this-pc' | 'memory' | 'memoryText' | 'unknown'> };

export type DifferenceTexts = Total<'label' | 'added' | 'removed' | 'kept' | 'nothing' | 'ends' | 'showKept'> & {
  readonly count: Count;
  readonly endsText: (before: string, after: string) => string;
};

export type WindowTexts = {
  readonly display: DisplayTexts;
  readonly offline: OfflineTexts;
  readonly check: CheckTexts;
  readonly document: DocumentTexts;
  readonly difference: DifferenceTexts;
};
