const cell = 100;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * The faces of the keys as one SVG with a square cell per key. The page uses it as a mask, so that a key's character is
 * neither text nor attribute in its DOM. The font is one that tells l, 1, I and 0, O apart.
 */
export function glyphSprite(glyphs: readonly string[]): string {
  const faces = glyphs
    .map((glyph, index) => {
      const face = escapes[glyph] ?? glyph;
      return `<text x="${String(index * cell + cell / 2)}" y="${String(cell * 0.7)}">${face}</text>`;
    })
    .join('');
  const width = String(glyphs.length * cell);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${String(cell)}" viewBox="0 0 ${width} ${String(cell)}" ` +
    `font-family="'BIZ UDGothic','Noto Sans Mono CJK JP','MS Gothic',Menlo,monospace" font-size="58" font-weight="500" ` +
    `text-anchor="middle" fill="#000">${faces}</svg>`
  );
}
