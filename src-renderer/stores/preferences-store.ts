import { createStore } from 'zustand/vanilla';
import { remembered, remember } from './session-memory.ts';

/** 「やさしい表示」 puts readings over hard words. */
export type Wording = 'plain' | 'easy';
/** 西暦 or 和暦. */
export type Calendar = 'western' | 'japanese';

export type Preferences = { readonly wording: Wording; readonly calendar: Calendar };

/** How the customer wants to read. Kept while the window lives, also over a reload; the next start is plain again. */
export const preferencesStore = createStore<Preferences>(() => ({
  wording: remembered('wording', ['plain', 'easy']) ?? 'plain',
  calendar: remembered('calendar', ['western', 'japanese']) ?? 'western',
}));

export function prefer(change: Partial<Preferences>): void {
  preferencesStore.setState(change);
  const { wording, calendar } = preferencesStore.getState();
  remember('wording', wording);
  remember('calendar', calendar);
}
