import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWorldFile } from '../../../server/mock/control/world-file.ts';
import { HttpPlayer } from '../../../server/mock/run/http-player.ts';
import { playScript } from '../../../server/mock/run/play-script.ts';
import { readScript } from '../../../server/mock/run/read-script.ts';
import { reachSite, type Site } from '../../../server/mock/run/site.ts';
import { remember } from '../../../server/mock/run/world-steps.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

const folder = join(import.meta.dirname, '../../../server/mock/run/flows');
const scripts = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => readScript(basename(file), readFileSync(join(folder, file), 'utf8')))
  .filter(({ by }) => by === 'http');

let test: TestWorld;
let site: Site;
beforeAll(async () => {
  test = await openTestWorld();
  const control = await readWorldFile(test.world.home);
  if (control === null) throw new Error('the world has not told where it is');
  site = await reachSite(control);
  await remember(control);
});
afterAll(() => test.close());

describe('scripted flows over HTTP', () => {
  it.each(scripts)('$file: $name', async (script) => {
    const played = await playScript(site, script, (...given) => new HttpPlayer(...given), true);
    expect(played.steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(played.steps).toHaveLength(script.steps.length);
  });
});
