import type { Scenario } from '../../src-main/contract/tester.ts';

export const groups = ['certificate', 'login', 'pin', 'authorization', 'environment', 'other'] as const;
export type Group = (typeof groups)[number];

const isGroup = (word: string): word is Group => (groups as readonly string[]).includes(word);

/** Where a scenario shows: by the codes of its screens. One without any lies with the network it changes. */
export function groupOf({ id, codes }: Pick<Scenario, 'id' | 'codes'>): Group {
  const [area = ''] = (codes[0] ?? id).split(/[.-]/);
  if (isGroup(area)) return area;
  // A token is how a certificate is shown.
  if (area === 'token') return 'certificate';
  return codes.length === 0 ? 'environment' : 'other';
}
