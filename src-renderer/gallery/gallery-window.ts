import type { Language } from '../stores/language-store.ts';

export type Shown = {
  readonly scene: string;
  readonly language: Language;
  /** Absent: as the browser is set. */
  readonly theme?: 'light' | 'dark';
  readonly environment?: 'test';
};

export type Gallery = { readonly names: readonly string[]; readonly show: (what: Shown) => Promise<void> };

declare global {
  interface Window {
    /** For who takes the pictures. */
    gallery?: Gallery;
  }
}
