import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/prepare/paths.mjs';
import { brightness } from './picture.ts';
import { sizes, type Shot, type Stage } from './stage.ts';

const folder = join(root, 'test', 'gallery', 'fingerprints');
const fileOf = (scene: string): string => join(folder, `${scene}.txt`);

/** Looks of a scene that are kept. Failures differ from one another only in words: one look each. */
export function looksOf(scene: string): readonly Shot[] {
  const look = (language: Shot['language'], theme: Shot['theme'], size: Shot['size']): Shot => ({
    scene,
    language,
    theme,
    size,
  });
  const first = look('ja', 'light', sizes.usual);
  return scene.startsWith('failure-')
    ? [first]
    : [first, look('ja', 'dark', sizes.usual), look('en', 'light', sizes.usual), look('ja', 'light', sizes.half)];
}

const titleOf = ({ language, theme, size }: Shot): string => `${language} ${theme} ${String(size.width)}`;

/** The committed fingerprints of a scene by look; empty when there is none yet. */
export function committed(scene: string): ReadonlyMap<string, readonly string[]> {
  if (!existsSync(fileOf(scene))) return new Map();
  const parts = readFileSync(fileOf(scene), 'utf8').trim().split('\n\n');
  return new Map(
    parts.map((part) => {
      const [title = '', ...lines] = part.split('\n');
      return [title, lines];
    }),
  );
}

export async function fingerprintsOf(
  stage: Stage,
  scenes: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>> {
  const found = new Map<string, Map<string, readonly string[]>>(scenes.map((scene) => [scene, new Map()]));
  await stage.each(scenes.flatMap(looksOf), async (page, shot) => {
    found.get(shot.scene)?.set(titleOf(shot), await brightness(page));
  });
  return found;
}

/** Writes what the scenes look like now. */
export async function updateFingerprints(stage: Stage, scenes: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [scene, looks] of await fingerprintsOf(stage, scenes)) {
    const order = looksOf(scene).map(titleOf);
    const parts = order.map((title) => [title, ...(looks.get(title) ?? [])].join('\n'));
    writeFileSync(fileOf(scene), `${parts.join('\n\n')}\n`);
  }
}
