import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { committed, fingerprintsOf } from '../support/gallery/fingerprints.ts';
import { columns, differingCells, rows } from '../support/gallery/picture.ts';
import { openStage, type Stage } from '../support/gallery/stage.ts';

/** Of the cells of a picture. Another release of Chromium smooths glyphs differently; a moved button is more. */
const tolerated = 0.01;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => {
  await stage.close();
});

describe('what a scene looks like', () => {
  it('is what was looked at and committed (npm run gallery -- --update after looking again)', async () => {
    const changed: string[] = [];
    for (const [scene, looks] of await fingerprintsOf(stage, stage.scenes)) {
      const before = committed(scene);
      for (const [look, lines] of looks) {
        const cells = differingCells(before.get(look) ?? [], lines);
        if (cells > tolerated * columns * rows) changed.push(`${scene}, ${look}: ${String(cells)} cells differ`);
      }
    }
    expect(changed).toEqual([]);
  });
});

describe('the comparison', () => {
  const white = Array.from({ length: rows }, () => 'f'.repeat(columns));
  it('lets rounding pass and counts what moved', () => {
    expect(
      differingCells(
        white,
        white.map((line) => line.replaceAll('f', 'e')),
      ),
    ).toBe(0);
    expect(differingCells(white, [...white.slice(1), '0'.repeat(columns)])).toBe(columns);
    expect(differingCells([], white)).toBe(columns * rows);
  });
});
