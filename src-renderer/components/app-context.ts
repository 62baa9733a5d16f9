import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Action, Bridge } from '../../src-main/contract/calls.ts';
import type { SnapshotView, View } from '../../src-main/contract/views.ts';
import { formatDate, formatDateTime, inLanguage } from '../i18n/format.ts';
import { en } from '../i18n/en.ts';
import { ja } from '../i18n/ja.ts';
import type { Names, Texts } from '../i18n/texts.ts';
import { languageStore, type Language } from '../stores/language-store.ts';
import { preferencesStore } from '../stores/preferences-store.ts';
import type { ViewState } from '../stores/view-state.ts';
import type { ViewStore } from '../stores/view-store.ts';

export type AppParts = { readonly bridge: Bridge; readonly store: ViewStore };

export const AppContext = createContext<AppParts | null>(null);

export function useParts(): AppParts {
  const parts = useContext(AppContext);
  if (parts === null) throw new Error('outside of the app');
  return parts;
}

export function useViewState<T>(select: (state: ViewState) => T): T {
  return useStore(useParts().store.state, select);
}

const languages: Readonly<Record<Language, Texts>> = { ja, en };

export function useTexts(): { readonly texts: Texts; readonly language: Language } {
  const language = useStore(languageStore, (state) => state.language);
  return { texts: languages[language], language };
}

/** The two parties by name; a TPP that is not known yet is 「連携先」. */
export function useNames(view: View): Names {
  const { texts, language } = useTexts();
  return {
    bank: inLanguage(view.bank.name, language),
    tpp: view.tpp === null ? texts.app.anyTpp : inLanguage(view.tpp.name, language),
  };
}

/** Sends an action of the present step. */
export function useSend(snapshot: SnapshotView): (action: Action) => Promise<boolean> {
  const { store } = useParts();
  return (action) => store.ask('consent.send', { flow: snapshot.flow, revision: snapshot.revision, action });
}

/** Dates in the customer's language and calendar. */
export function useFormat(): {
  readonly date: (value: string) => string;
  readonly dateTime: (value: string) => string;
} {
  const { language } = useTexts();
  const calendar = useStore(preferencesStore, (state) => state.calendar);
  return {
    date: (value) => formatDate(value, language, calendar),
    dateTime: (value) => formatDateTime(value, language, calendar),
  };
}
