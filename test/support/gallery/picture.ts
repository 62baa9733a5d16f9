import type { Page } from 'playwright-core';

/** Cells of a fingerprint. */
export const columns = 32;
export const rows = 20;

/**
 * A picture as text: the mean brightness of each cell, one hexadecimal digit per cell (0 black, f white). Small and
 * readable, and the same to within a digit however glyphs are smoothed. The browser does the decoding.
 */
export async function brightness(page: Page): Promise<readonly string[]> {
  const png = (await page.screenshot({ animations: 'disabled', caret: 'hide' })).toString('base64');
  return await page.evaluate(
    async ({ source, across, down }) => {
      const bytes = Uint8Array.from(atob(source), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.drawImage(bitmap, 0, 0);
      const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      const sums = new Float64Array(across * down);
      const counts = new Float64Array(across * down);
      for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
          const at = (y * width + x) * 4;
          const cell = Math.floor((y * down) / height) * across + Math.floor((x * across) / width);
          sums[cell] =
            (sums[cell] ?? 0) + 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
          counts[cell] = (counts[cell] ?? 0) + 1;
        }
      }
      const digits = Array.from(sums, (sum, cell) => Math.round((sum / (counts[cell] ?? 1) / 255) * 15).toString(16));
      return Array.from({ length: down }, (_, row) => digits.slice(row * across, (row + 1) * across).join(''));
    },
    { source: png, across: columns, down: rows },
  );
}

/** How far two pictures are apart: cells that differ by two digits or more. A digit may go either way by rounding. */
export function differingCells(before: readonly string[], after: readonly string[]): number {
  const digits = (lines: readonly string[]): number[] => [...lines.join('')].map((digit) => Number.parseInt(digit, 16));
  const old = digits(before);
  const now = digits(after);
  if (old.length !== now.length) return Math.max(old.length, now.length);
  return now.filter((digit, cell) => Math.abs(digit - (old[cell] ?? 0)) >= 2).length;
}
