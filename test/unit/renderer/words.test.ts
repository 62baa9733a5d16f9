import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { problemCodes } from '../../../server/contract/problem.ts';
import { failureOf } from '../../../src-main/consent/recoveries.ts';
import { deviceCodes, type FailureCode } from '../../../src-main/contract/failure.ts';
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
      const { title, happened, safe, steps, now, ended = [] } = texts.failures[code];
      const all = [
        title,
        happened,
        safe,
        ...(now === undefined ? [] : [now]),
        ...[...steps, ...ended].flatMap(([action, remark]) => (remark === undefined ? [action] : [action, remark])),
      ].map((text) => fill(text, names));
      expect(all.every((text) => text.length > 3 && !/[{}]/.test(text))).toBe(true);
    }
  });

  it('ask to try again only where the screen has a button for it', () => {
    const asks = codes.filter((code) =>
      texts.failures[code].steps.some(([action]) => /もう一度ため(して|す)|\btry again\b/i.test(action)),
    );
    const again = (code: FailureCode): boolean => ['retry', 'choose-again'].includes(failureOf(code, 'R').recovery);
    expect(asks.filter((code) => !again(code))).toEqual([]);
  });

  it('never blame', () => {
    expect(JSON.stringify(texts)).not.toMatch(/不正|させていただ|illegal|invalid input/i);
  });
});

it('English has no quotation marks that the Japanese typeface draws as wide as its own characters', async () => {
  const folder = new URL('../../../src-renderer/i18n/', import.meta.url);
  const files = ['en.ts', ...(await readdir(new URL('en/', folder))).map((name) => `en/${name}`)];
  const found = [];
  for (const file of files) {
    const wide = (await readFile(new URL(file, folder), 'utf8')).match(/.*[‘’“”].*/g);
    if (wide !== null) found.push(file, ...wide);
  }
  expect(found).toEqual([]);
});

describe('dates', () => {
  it('are those of Japan, wherever the PC is', () => {
    expect(formatDate('2026-10-06', 'ja')).toBe('2026年10月6日');
    expect(formatDate('2027-06-01T14:59:59Z', 'ja')).toBe('2027年6月1日');
    expect(formatDate('2026-12-31T15:00:00Z', 'en')).toBe('1 January 2027');
    expect(formatDateTime('2026-07-08T01:28:00Z', 'ja')).toBe('2026年7月8日 10:28');
    expect(formatDateTime('2026-07-08T01:28:00Z', 'en')).toBe('8 July 2026, 10:28');
  });
});
