import { createStore } from 'zustand/vanilla';

export type Language = 'ja' | 'en';

/** Kept in memory only: the next start is Japanese again. */
export const languageStore = createStore<{ readonly language: Language }>(() => ({ language: 'ja' }));

export function switchLanguage(): void {
  languageStore.setState(({ language }) => ({ language: language === 'ja' ? 'en' : 'ja' }));
}
