import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { geometryProblems } from '../support/gallery/geometry.ts';
import { openStage, sizes, type Shot, type Stage } from '../support/gallery/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(async () => {
  await stage.close();
});

const names = (only: string | undefined, scenes: readonly string[]): readonly string[] =>
  only === undefined ? scenes : scenes.filter((name) => name.includes(only));

/** The problems of all shots, each with where it is. */
async function problemsOf(shots: readonly Shot[]): Promise<readonly string[]> {
  const found: string[] = [];
  await stage.each(shots, async (page, { scene, language, theme, size }) => {
    for (const problem of await geometryProblems(page)) {
      found.push(`${scene} ${language} ${theme} ${String(size.width)}: ${problem}`);
    }
  });
  return found.sort();
}

const shots = (language: Shot['language'], size: Shot['size'], theme: Shot['theme'] = 'light'): readonly Shot[] =>
  names(process.env['RENKEI_SCENE'], stage.scenes)
    .filter((scene) => !scene.startsWith('failure-') || wordsMatter(language, size, theme))
    .map((scene) => ({ scene, language, theme, size }));

/** Failures differ in words only (`failed-…` are looked at in everything), so each is looked at where words get tight. */
function wordsMatter(language: Shot['language'], size: Shot['size'], theme: Shot['theme']): boolean {
  return theme === 'light' && (language === 'en' ? size === sizes.zoomed : size !== sizes.zoomed);
}

describe('every scene is laid out well', () => {
  it.each([
    ['ja', 'usual'],
    ['ja', 'half'],
    ['ja', 'zoomed'],
    ['en', 'usual'],
    ['en', 'zoomed'],
  ] as const)('in %s, %s', async (language, size) => {
    expect(await problemsOf(shots(language, sizes[size]))).toEqual([]);
  });

  it('in forced colours', async () => {
    expect(await problemsOf(shots('ja', sizes.usual, 'forced'))).toEqual([]);
  });
});

describe('the check itself', () => {
  it('sees text that is cut off, text on text, what is too wide, too small or covered', async () => {
    const seen: string[] = [];
    await stage.each([{ scene: 'login', language: 'ja', theme: 'light', size: sizes.usual }], async (page) => {
      await page.evaluate(() => {
        const bad = document.createElement('div');
        bad.id = 'planted';
        bad.innerHTML =
          '<p style="width:40px;overflow:hidden;white-space:nowrap">切り取られた長い文字</p>' +
          '<p style="position:fixed;left:300px;top:300px">重なる文字</p>' +
          '<p style="position:fixed;left:310px;top:302px">別の文字</p>' +
          '<button style="position:fixed;left:10px;top:10px;width:12px;height:12px;padding:0"></button>' +
          '<button style="position:fixed;left:400px;top:400px;width:40px;height:40px"></button>' +
          '<button style="position:fixed;left:420px;top:420px;width:40px;height:40px"></button>';
        document.body.append(bad);
      });
      seen.push(...(await geometryProblems(page)));
      await page.evaluate(() => document.getElementById('planted')?.remove());
    });
    const all = seen.join('\n');
    for (const kind of ['cut off sideways', 'wider than its box', 'text on text', 'a target of 12 × 12', 'covered:']) {
      expect(all).toContain(kind);
    }
  });
});
