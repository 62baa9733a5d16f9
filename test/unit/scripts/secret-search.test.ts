import { expect, it } from 'vitest';
import { foundIn, needlesOf, pinNeedles, pinWord, textsOf } from '../../support/secret-search.ts';

const secret = 'Sakura2026';

it.each([
  ['plain', (text: string) => Buffer.from(text)],
  ['base64', (text: string) => Buffer.from(Buffer.from(text).toString('base64'))],
  ['base64url', (text: string) => Buffer.from(Buffer.from(text).toString('base64url'))],
  ['hex', (text: string) => Buffer.from(Buffer.from(text).toString('hex'))],
  ['UTF-16', (text: string) => Buffer.from(text, 'utf16le')],
  ['UTF-16, big-endian', (text: string) => Buffer.from(text, 'utf16le').swap16()],
])('a secret in the midst of something is found as %s, whatever stands before it', (_name, write) => {
  for (const before of ['', 'a', 'ab', 'abc', 'abcd'])
    for (const after of ['', 'z', 'zy', 'zyx'])
      expect(foundIn(write(`${before}${secret}${after}`), needlesOf('it', secret))).not.toEqual([]);
  expect(foundIn(write('abcSakuro2026zyx'), needlesOf('it', secret))).toEqual([]);
});

it('a PIN is found as a word, and not in a number, a time or a longer text', () => {
  for (const text of ['2448', 'pin=2448', '(2448)', 'PIN 2448 was wrong'])
    expect(pinWord('2448').test(text)).toBe(true);
  for (const text of ['12448', '24481', '17:02:48.2448', 'a2448', '2448-1'])
    expect(pinWord('2448').test(text)).toBe(false);
  expect(foundIn(Buffer.from('{"pin":"2448"}'), pinNeedles('it', '2448'))).toEqual(['it, quoted']);
});

it('a log is read as what it says: a number is no text', () => {
  const texts = textsOf('{"pid":2448,"msg":"a","deep":{"b":["c"]}}\nno JSON 1\n');
  expect(texts).toEqual(['pid', 'msg', 'a', 'deep', 'b', '0', 'c', 'no JSON 1', '']);
});
