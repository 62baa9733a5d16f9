import { createStore } from 'zustand/vanilla';

/**
 * The token whose PIN was last entered with letters: a second try starts on the same keys. Kept in memory only; it says
 * nothing of the PIN but which keyboard was open.
 */
export const pinKeysStore = createStore<{ readonly lettersFor: string | null }>(() => ({ lettersFor: null }));

export function rememberLetters(label: string | null): void {
  pinKeysStore.setState({ lettersFor: label });
}
