import { describe, expect, it } from 'vitest';
import { layoutFor } from '../../../../src-main/keypad/layout.ts';
import { shuffled } from '../../../../src-main/keypad/pad.ts';
import { namesSheet, spokenName } from '../../../../src-main/keypad/spoken-names.ts';

const all = layoutFor('login-password').flatMap(({ characters }) => characters);

describe('spoken names', () => {
  it.each(['ja', 'en'] as const)('tell every character from every other, in %s', (language) => {
    const names = all.map((character) => spokenName(character)[language]);
    expect(new Set(names).size).toBe(all.length);
    expect(names.join('')).not.toMatch(/["\\{}<>\n]/);
  });

  it('know no character that is on no key', () => {
    expect(() => spokenName('あ')).toThrow(RangeError);
    expect(() => spokenName('"')).toThrow(RangeError);
  });

  it('stand at the place of their key', () => {
    const blocks = shuffled('login-password');
    const rules = namesSheet(blocks).split('\n');
    blocks
      .flatMap(({ characters }) => characters)
      .forEach((character, cell) => {
        const { ja, en } = spokenName(character);
        expect(rules[2 * cell]).toBe(
          `:root:lang(ja) .key__name[data-cell="${String(cell)}"]::before{content:"${ja}、"}`,
        );
        expect(rules[2 * cell + 1]).toBe(
          `:root:lang(en) .key__name[data-cell="${String(cell)}"]::before{content:"${en}, "}`,
        );
      });
  });
});
