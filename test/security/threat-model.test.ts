import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const model = readFileSync(join(root, 'SECURITY.md'), 'utf8');

/** Name and last cell of every row below a head. */
const rows = model
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').slice(1, -1))
  .map((cells) => [cells[0]?.trim() ?? '', cells.at(-1)?.trim() ?? ''] as const)
  .filter(([name]) => name !== '' && !/^-+$/.test(name) && !['threat', 'who or what'].includes(name));

const paths = (cell: string): string[] => [...cell.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);

describe('the threat model', () => {
  it('has rows', () => {
    expect(rows.length).toBeGreaterThan(25);
  });

  it.each(rows)('%s: names test files that exist', (_name, shownBy) => {
    expect(paths(shownBy)).not.toEqual([]);
    for (const path of paths(shownBy)) {
      expect(path).toMatch(/\.test\.tsx?$/);
      expect(existsSync(join(root, path)) && statSync(join(root, path)).isFile(), path).toBe(true);
    }
  });
});
