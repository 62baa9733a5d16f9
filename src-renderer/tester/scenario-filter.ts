import type { Scenario } from '../../src-main/contract/tester.ts';

export type Filter = { readonly text: string; readonly onlyOn: boolean };

export const noFilter: Filter = { text: '', onlyOn: false };

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** By title in either language, id and the codes of its screens; every word must be there. */
export function matches(
  scenario: Pick<Scenario, 'id' | 'title' | 'codes' | 'active'>,
  { text, onlyOn }: Filter,
): boolean {
  if (onlyOn && scenario.active === null) return false;
  const { id, title, codes } = scenario;
  const all = plain([id, title.ja, title.en, ...codes].join(' '));
  return plain(text)
    .split(/\s+/)
    .every((word) => all.includes(word));
}
