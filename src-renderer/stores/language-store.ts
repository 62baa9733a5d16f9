import { createStore } from 'zustand/vanilla';
import { remember, remembered } from './session-memory.ts';

export type Language = 'ja' | 'en';

/** Kept while the window lives: the next start is Japanese again. */
export const languageStore = createStore<{ readonly language: Language }>(() => ({
  language: remembered('language', ['ja', 'en']) ?? 'ja',
}));

export function setLanguage(language: Language): void {
  languageStore.setState({ language });
  remember('language', language);
}

export function switchLanguage(): void {
  setLanguage(languageStore.getState().language === 'ja' ? 'en' : 'ja');
}
