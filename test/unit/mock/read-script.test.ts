import { describe, expect, it } from 'vitest';
import { readScript, ScriptFault } from '../../../server/mock/run/read-script.ts';
import { junitReport, jsonReport } from '../../../server/mock/run/report.ts';
import type { Played } from '../../../server/mock/run/play-script.ts';

function faults(text: string): readonly string[] {
  try {
    readScript('flow.yaml', text);
  } catch (error) {
    if (error instanceof ScriptFault) return error.faults;
    throw error;
  }
  return [];
}

describe('a script', () => {
  it('is read with its defaults, and every step knows its line', () => {
    const script = readScript(
      'flow.yaml',
      'name: A flow\nsteps:\n  - start\n  - expect: { step: certificate }\n  - pin\n',
    );
    expect(script).toMatchObject({ by: 'http', tpp: 'kaikei-mirai', persona: 'keiri-taro', asks: {}, scenarios: [] });
    expect(script.steps).toEqual([
      { action: 'start', with: undefined, line: 3 },
      { action: 'expect', with: { step: 'certificate' }, line: 4 },
      { action: 'pin', with: {}, line: 5 },
    ]);
  });

  it.each([
    ['a word that is no step', 'name: x\nsteps:\n  - start\n  - strat\n', 'flow.yaml:4:5: there is no step strat'],
    ['an expectation with a typo', 'name: x\nsteps:\n  - expect:\n      stpe: password\n', 'flow.yaml:3:5: expect'],
    ['a step that does not exist', 'name: x\nsteps:\n  - walk: home\n', 'flow.yaml:3:5: walk'],
    [
      'an unknown scenario',
      'name: x\nscenarios:\n  - snow\nsteps: [start]\n',
      'flow.yaml:3:5: there is no scenario snow',
    ],
    [
      'a parameter out of range',
      'name: x\nsteps:\n  - on: { id: password-wrong, parameters: { triesLeft: 0 } }\n',
      'flow.yaml:3:5: password-wrong',
    ],
    ['an unknown row', 'name: x\nshows: [login/tired]\nsteps: [start]\n', 'flow.yaml:2:9: there is no row login/tired'],
    [
      'a kind of account nobody has',
      'name: x\nasks: { accountTypes: [loan] }\nsteps: [start]\n',
      'flow.yaml:2:24: asks',
    ],
    ['a field too many', 'name: x\nsteps: [start]\ncolour: red\n', 'flow.yaml'],
    ['no steps', 'name: x\nsteps: []\n', 'flow.yaml:2:1: steps'],
    ['broken YAML', 'name: x\nsteps: [start\n', 'flow.yaml:'],
    ['the same key twice', 'name: x\nname: y\nsteps: [start]\n', 'flow.yaml:2:1'],
  ])('with %s is refused with its place', (_what, text, expected) => {
    expect(faults(text)[0]).toContain(expected);
  });

  it('tells all mistakes at once', () => {
    expect(faults('name: x\nsteps:\n  - strat\n  - walk: home\n')).toHaveLength(2);
  });
});

const played: Played = {
  file: 'flow.yaml',
  name: 'A "flow" <with> & all',
  shows: ['login/locked'],
  by: 'http',
  ok: false,
  ms: 12.4,
  steps: [
    { line: 3, text: 'start', ok: true, faults: [], ms: 10 },
    { line: 4, text: 'expect', ok: false, faults: ['step: expected "a", found "b"\u0001'], ms: 2.4 },
  ],
};

describe('reports', () => {
  it('JUnit names file and line of what failed, and is well-formed whatever the text', () => {
    const xml = junitReport([played, { ...played, ok: true, steps: [] }]);
    expect(xml).toContain('tests="2" failures="1"');
    expect(xml).toContain('name="A &quot;flow&quot; &lt;with&gt; &amp; all"');
    expect(xml).toContain('flow.yaml:4: step: expected &quot;a&quot;, found &quot;b&quot;\ufffd');
    expect(xml).not.toContain('\u0001');
  });

  it('JSON lists the rows that were shown by what went well only', () => {
    expect(jsonReport([played])).toMatchObject({ ok: false, shown: [] });
    expect(jsonReport([{ ...played, ok: true }])).toMatchObject({ ok: true, shown: ['login/locked'] });
  });
});
