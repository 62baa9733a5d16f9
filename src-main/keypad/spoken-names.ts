import type { Block } from './layout.ts';

type Spoken = { readonly ja: string; readonly en: string };

const signs: Readonly<Record<string, Spoken>> = {
  '(': { ja: 'かっこ 開き', en: 'open parenthesis' },
  ')': { ja: 'かっこ 閉じ', en: 'close parenthesis' },
  '.': { ja: 'ピリオド', en: 'period' },
  '-': { ja: 'ハイフン', en: 'hyphen' },
  '/': { ja: 'スラッシュ', en: 'slash' },
  '{': { ja: '波かっこ 開き', en: 'open brace' },
  '}': { ja: '波かっこ 閉じ', en: 'close brace' },
  ':': { ja: 'コロン', en: 'colon' },
  ',': { ja: 'コンマ', en: 'comma' },
  '#': { ja: 'シャープ', en: 'number sign' },
  '<': { ja: '小なり', en: 'less than' },
  '>': { ja: '大なり', en: 'greater than' },
  '*': { ja: 'アスタリスク', en: 'asterisk' },
  '%': { ja: 'パーセント', en: 'percent' },
  '@': { ja: 'アットマーク', en: 'at sign' },
  '+': { ja: 'プラス', en: 'plus' },
  ';': { ja: 'セミコロン', en: 'semicolon' },
  '=': { ja: 'イコール', en: 'equals' },
  '?': { ja: '疑問符', en: 'question mark' },
  _: { ja: '下線', en: 'underscore' },
};

/** How a character is said aloud. A letter's case is said, too: by ear `a` and `A` are one. */
export function spokenName(character: string): Spoken {
  const sign = signs[character];
  if (sign !== undefined) return sign;
  if (/^[a-z]$/.test(character)) return { ja: `小文字 ${character}`, en: `small ${character}` };
  if (/^[A-Z]$/.test(character)) return { ja: `大文字 ${character}`, en: `capital ${character}` };
  if (/^[0-9]$/.test(character)) return { ja: character, en: character };
  throw new RangeError('a key without a spoken name');
}

/**
 * The keys' names as generated content, by their place: what a screen reader says of a key then begins with its character,
 * and still neither text, attribute nor script of the page holds it (docs/adr/0008).
 */
export function namesSheet(blocks: readonly Block[]): string {
  return blocks
    .flatMap((block) => block.characters)
    .map((character, cell) => {
      const { ja, en } = spokenName(character);
      const rule = (language: string, text: string): string =>
        `:root:lang(${language}) .key__name[data-cell="${String(cell)}"]::before{content:"${text}"}`;
      return `${rule('ja', `${ja}、`)}\n${rule('en', `${en}, `)}`;
    })
    .join('\n');
}
