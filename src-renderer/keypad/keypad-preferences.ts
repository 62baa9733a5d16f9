import { createStore, type StoreApi } from 'zustand/vanilla';

/** How the customer wants his keys. Kept from one keyboard to the next until the app ends, in memory only. */
export type KeypadPreferences = {
  /** The order of the keys stays at the next opening. */
  readonly fixed: boolean;
  readonly large: boolean;
  /** A screen reader is to say the characters. */
  readonly spoken: boolean;
};

export type PreferencesStore = StoreApi<KeypadPreferences>;

export const createKeypadPreferences = (): PreferencesStore =>
  createStore<KeypadPreferences>(() => ({ fixed: false, large: false, spoken: false }));

export const keypadPreferences = createKeypadPreferences();
