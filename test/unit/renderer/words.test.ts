import { describe, expect, it } from 'vitest';
import { problemCodes } from '../../../server/contract/problem.ts';
import { deviceCodes } from '../../../src-main/contract/failure.ts';
import { en } from '../../../src-renderer/i18n/en.ts';
import { formatDate, formatDateTime } from '../../../src-renderer/i18n/format.ts';
import { ja } from '../../../src-renderer/i18n/ja.ts';
import { fill, type Texts } from '../../../src-renderer/i18n/texts.ts';

const languages: readonly (readonly [string, Texts])[] = [
  ['ja', ja],
  ['en', en],
];
const codes = [...problemCodes, ...deviceCodes];

describe.each(languages)('the words in %s', (_name, texts) => {
  it('name every code of the contract and no other', () => {
    expect(Object.keys(texts.failures).sort()).toEqual([...codes].sort());
  });

  it('say for each what happened, what was not harmed and what to do, with known names only', () => {
    const names = { bank: 'B', tpp: 'T' };
    for (const code of codes) {
      const { title, happened, safe, steps } = texts.failures[code];
      const all = [
        title,
        happened,
        safe,
        ...steps.flatMap(([action, remark]) => (remark === undefined ? [action] : [action, remark])),
      ].map((text) => fill(text, names));
      expect(all.every((text) => text.length > 3 && !/[{}]/.test(text))).toBe(true);
    }
  });

  it('never blame', () => {
    expect(JSON.stringify(texts)).not.toMatch(/不正|させていただ|illegal|invalid input/i);
  });
});

describe('dates', () => {
  it('are those of Japan, wherever the PC is', () => {
    expect(formatDate('2026-10-06', 'ja')).toBe('2026年10月6日');
    expect(formatDate('2027-06-01T14:59:59Z', 'ja')).toBe('2027年6月1日');
    expect(formatDate('2026-12-31T15:00:00Z', 'en')).toBe('1 January 2027');
    expect(formatDateTime('2026-07-08T01:28:00Z', 'ja')).toBe('2026年7月8日 10:28');
  });
});
