import type { ByCustomer, Scenario } from '../../src-main/contract/tester.ts';

export type Filter = { readonly text: string; readonly onlyOn: boolean };

export const noFilter: Filter = { text: '', onlyOn: false };

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Every word must be there. */
function holds(named: readonly string[], text: string): boolean {
  const all = plain(named.join(' '));
  return plain(text)
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** By title in either language, id and the codes of its screens. */
export const matches = (
  { id, title, codes, active }: Pick<Scenario, 'id' | 'title' | 'codes' | 'active'>,
  { text, onlyOn }: Filter,
): boolean => (!onlyOn || active !== null) && holds([id, title.ja, title.en, ...codes], text);

/** The same for what the customer does; that is never on. */
export const matchesAct = ({ title, codes }: ByCustomer, { text, onlyOn }: Filter): boolean =>
  !onlyOn && holds([title.ja, title.en, ...codes], text);
