import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { TesterPersona } from '../../src-main/contract/tester.ts';
import { languageStore, type Language } from '../stores/language-store.ts';
import { panelTexts, type PanelTexts } from './texts.ts';
import type { PanelState, PanelStore } from './tester-store.ts';

export const PanelContext = createContext<PanelStore | null>(null);

export function usePanel(): PanelStore {
  const store = useContext(PanelContext);
  if (store === null) throw new Error('outside of the panel');
  return store;
}

export function usePanelState<T>(select: (state: PanelState) => T): T {
  return useStore(usePanel().state, select);
}

/** The person selected; the first one until somebody is. */
export function usePerson(): TesterPersona | null {
  return usePanelState(({ world, chosen }) => {
    const people = world?.personas ?? [];
    return people.find(({ id }) => id === chosen) ?? people[0] ?? null;
  });
}

export function usePanelTexts(): { readonly words: PanelTexts; readonly language: Language } {
  const language = useStore(languageStore, (state) => state.language);
  return { words: panelTexts[language], language };
}
