import type { KeyBlock } from '../bridge/view-types.ts';

const characters: Readonly<Record<KeyBlock['name'], string>> = {
  digits: '6831902457',
  lower: 'liamfcxvrjyudtbkepzogsnqhw',
  upper: 'TGEVBLPYAMSUXRQZKJHCIWDNOF',
  symbols: '({)}-.+*@;>:%_#,<?=/',
};

/** Blocks with meaningless key ids, and their faces as one picture, as the main process would make them. */
export function fakeKeys(names: readonly KeyBlock['name'][]): { blocks: KeyBlock[]; glyphs: string } {
  const faces = names.flatMap((name) => [...characters[name]]);
  const cells = faces.map(
    (face, index) => `<text x="${String(index * 100 + 50)}" y="70">${face === '<' ? '&lt;' : face}</text>`,
  );
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(faces.length * 100)}" height="100" ` +
    `viewBox="0 0 ${String(faces.length * 100)} 100" font-family="monospace" font-size="58" text-anchor="middle">` +
    `${cells.join('')}</svg>`;
  return {
    glyphs: `data:image/svg+xml,${encodeURIComponent(svg)}`,
    blocks: names.map((name) => ({
      name,
      keys: [...characters[name]].map((_, index) => `key-${name}-${String(index).padStart(10, '0')}`),
    })),
  };
}
