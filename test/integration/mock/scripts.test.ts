import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWorldFile } from '../../../server/mock/control/world-file.ts';
import { playScript } from '../../../server/mock/run/play-script.ts';
import { readScript } from '../../../server/mock/run/read-script.ts';
import { findScenario, scenarios } from '../../../server/mock/scenarios/catalogue.ts';
import { rows } from '../../../server/mock/scenarios/rows.ts';
import { reachSite, type Site } from '../../../server/mock/run/site.ts';
import { remember } from '../../../server/mock/run/world-steps.ts';
import { openPlayer } from '../../../scripts/mock/app/open-player.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

const folder = join(import.meta.dirname, '../../../server/mock/run/flows');
const scripts = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => readScript(basename(file), readFileSync(join(folder, file), 'utf8')));

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

describe('the error rows', () => {
  const files = new Map(scripts.map((script) => [script.file, script]));

  it.each(rows)('$id has a script that shows it, by the scenario it names', ({ id, script, by, codes }) => {
    const found = files.get(script);
    expect(found?.shows).toContain(id);
    const on = [
      ...(found?.scenarios ?? []),
      ...(found?.steps ?? []).flatMap((s) => (s.action === 'on' ? [s.with] : [])),
    ];
    if (by.kind === 'scenario') {
      expect(on.map((one) => one.id)).toContain(by.id);
      const scenario = findScenario(by.id);
      expect(scenario?.parse(by.parameters).ok).toBe(true);
      for (const code of codes) expect(scenario?.codes).toContain(code);
    }
  });

  it('are all there, each once', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(
      rows
        .map(({ id }) => id.split('/')[0])
        .reduce<Record<string, number>>((count, group = '') => ({ ...count, [group]: (count[group] ?? 0) + 1 }), {}),
    ).toEqual({
      certificate: 16,
      login: 6,
      pin: 4,
      authorization: 10,
      environment: 7,
    });
  });

  it('are named by scripts only if they are there', () => {
    const known = new Set(rows.map(({ id }) => id));
    expect(scripts.flatMap(({ shows }) => shows).filter((id) => !known.has(id))).toEqual([]);
  });

  it('every scenario is played by a script', () => {
    const played = new Set(
      scripts
        .flatMap((script) => [...script.scenarios, ...script.steps.flatMap((s) => (s.action === 'on' ? [s.with] : []))])
        .map(({ id }) => id),
    );
    expect(scenarios.map(({ id }) => id).filter((id) => !played.has(id))).toEqual([]);
  });
});

describe('scripted flows', () => {
  it.each(scripts)('$file: $name', async (script) => {
    const played = await playScript(site, script, openPlayer, true);
    expect(played.steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(played.steps).toHaveLength(script.steps.length);
  });
});
