import type { RegisteredTpp } from '../registered.ts';
import { html, type Html } from './html.ts';

const tabs = [
  ['connected', '口座'],
  ['steps', 'やりとり'],
  ['tokens', 'トークン'],
] as const;

/** Between the pages about one link. */
export const linkTabs = ({ clientId }: RegisteredTpp, current: (typeof tabs)[number][0] | null): Html =>
  html`<nav class="tabs" aria-label="連携の画面">
    ${tabs.map(([name, label]) =>
      name === current
        ? html`<a href="/${name}/${clientId}" aria-current="page">${label}</a>`
        : html`<a href="/${name}/${clientId}">${label}</a>`,
    )}
  </nav>`;
