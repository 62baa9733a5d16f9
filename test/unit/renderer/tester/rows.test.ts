import { expect, it } from 'vitest';
import { rows } from '../../../../server/mock/scenarios/rows.ts';
import { en } from '../../../../src-renderer/i18n/en.ts';
import { ja } from '../../../../src-renderer/i18n/ja.ts';

it('what the customer does is said with the words on the buttons', () => {
  const quoted = (text: string, marks: RegExp): readonly string[] =>
    [...text.matchAll(marks)].map(([, word = '']) => word);
  const said = rows.flatMap(({ by }) => (by.kind === 'customer' ? [by.how] : []));
  const words = {
    ja: said.flatMap((how) => quoted(how.ja, /「([^」]+)」/g)),
    en: said.flatMap((how) => quoted(how.en, /"([^"]+)"/g)),
  };
  expect(words.ja.length).toBeGreaterThan(3);
  expect(words.en).toHaveLength(words.ja.length);
  const all = { ja: JSON.stringify(ja), en: JSON.stringify(en) };
  expect(words.ja.filter((word) => !all.ja.includes(`"${word}"`))).toEqual([]);
  expect(words.en.filter((word) => !all.en.includes(`"${word}"`))).toEqual([]);
});
