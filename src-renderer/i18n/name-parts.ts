// A browser knows the phrases of a sentence, but takes a name for one and breaks it anywhere. A dictionary knows its words.
const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });

const belongTogether = (before: string, after: string): boolean =>
  [...after].length === 1 || (/[ァ-ヶー]$/u.test(before) && /^[ァ-ヶー]/u.test(after));

/** Cuts a name where a line may break: between words, but not before a single character, nor between カタカナ. */
export function namePartsOf(name: string): readonly string[] {
  const parts: string[] = [];
  for (const { segment } of segmenter.segment(name)) {
    const before = parts.at(-1);
    if (before !== undefined && belongTogether(before, segment)) parts[parts.length - 1] = before + segment;
    else parts.push(segment);
  }
  return parts;
}
