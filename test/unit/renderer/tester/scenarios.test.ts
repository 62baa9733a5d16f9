import { describe, expect, it } from 'vitest';
import { scenarioViews } from '../../../../server/mock/control/scenario-view.ts';
import { conflictOf } from '../../../../server/mock/scenarios/conflicts.ts';
import { findScenario } from '../../../../server/mock/scenarios/catalogue.ts';
import { testerAnswers, testerCalls, type Scenario, type ScenarioScope } from '../../../../src-main/contract/tester.ts';
import { matches, matchesAct, noFilter } from '../../../../src-renderer/tester/scenario-filter.ts';
import { forEverybody, outOfReach, ruledOut, scopeOf } from '../../../../src-renderer/tester/scenario-scope.ts';

const everybody: ScenarioScope = { personas: null, tpps: null };

/** The catalogue as the panel gets it, with these on. */
function withOn(on: Readonly<Record<string, ScenarioScope>>): readonly Scenario[] {
  const answer = testerAnswers.scenarios.parse({ scenarios: scenarioViews([]) });
  return answer.scenarios.map((scenario) => {
    const scope = on[scenario.id];
    return scope === undefined ? scenario : { ...scenario, active: { parameters: {}, scope, files: [] } };
  });
}
const named = (all: readonly Scenario[], id: string): Scenario => {
  const found = all.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no scenario ${id}`);
  return found;
};

describe('finding scenarios', () => {
  const all = withOn({ latency: everybody });
  const found = (text: string, onlyOn = false): readonly string[] =>
    all.filter((scenario) => matches(scenario, { text, onlyOn })).map(({ id }) => id);

  it('shows everything as long as nothing is asked for', () => {
    expect(all.length).toBeGreaterThan(40);
    expect(all.every((scenario) => matches(scenario, noFilter))).toBe(true);
  });

  it('goes by title in either language, by id and by the code of a screen', () => {
    expect(found('サーバーエラー')).toEqual(['server-error']);
    expect(found('Server ERROR')).toEqual(['server-error']);
    expect(found('server-er')).toEqual(['server-error']);
    expect(found('environment.clock-wrong')).toEqual(['tls-failure']);
  });

  it('wants every word, in any width', () => {
    expect(found('暗証番号 ロック')).toEqual(['pin-locked']);
    expect(found('ｏｃｓｐ')).toEqual(['ocsp-down']);
    expect(found('snow')).toEqual([]);
  });

  it('shows only what is on', () => {
    expect(found('', true)).toEqual(['latency']);
    expect(found('サーバー', true)).toEqual([]);
  });

  it('finds what the customer does in the same way; that is never on', () => {
    const act = {
      title: { ja: '許可しない', en: 'Do not permit' },
      how: { ja: '手順5', en: 'Step 5' },
      codes: ['authorization.refused'],
    };
    for (const text of ['', '許可', 'NOT permit', 'authorization.ref'])
      expect(matchesAct(act, { text, onlyOn: false })).toBe(true);
    expect(matchesAct(act, { text: 'expired', onlyOn: false })).toBe(false);
    expect(matchesAct(act, { text: '', onlyOn: true })).toBe(false);
  });
});

describe('for whom a scenario is', () => {
  const all = withOn({});
  const chosen = { person: 'chosen', tpp: 'kaikei-mirai' } as const;

  it('is everybody, unless limited in a way the scenario knows', () => {
    expect(scopeOf(named(all, 'latency'), forEverybody, 'keiri-taro')).toEqual(everybody);
    expect(scopeOf(named(all, 'latency'), chosen, 'keiri-taro')).toEqual({
      personas: ['keiri-taro'],
      tpps: ['kaikei-mirai'],
    });
    expect(scopeOf(named(all, 'password-wrong'), chosen, 'keiri-taro').tpps).toBeNull();
    expect(scopeOf(named(all, 'emergency-stop'), chosen, 'keiri-taro')).toEqual(everybody);
  });

  it('is something the main process takes; anything else it refuses', () => {
    const call = { id: 'latency', on: true, parameters: {} };
    const scope = scopeOf(named(all, 'latency'), chosen, 'keiri-taro');
    expect(testerCalls.switch.safeParse({ ...call, scope }).success).toBe(true);
    for (const wrong of [{ personas: [] }, { personas: ['../x'], tpps: null }, { ...scope, banks: null }, 'all'])
      expect(testerCalls.switch.safeParse({ ...call, scope: wrong }).success).toBe(false);
  });

  it('tells the points at which nobody knows the person yet', () => {
    const one = { personas: ['keiri-taro'], tpps: null };
    expect(outOfReach(['authorize', 'services'], one)).toEqual(['authorize']);
    expect(outOfReach(['authorize', 'services'], everybody)).toEqual([]);
    const byTpp = { personas: null, tpps: ['kaikei-mirai'] };
    expect(outOfReach(['par', 'hello', 'services', 'resources'], byTpp)).toEqual(['hello', 'resources']);
  });
});

describe('scenarios that rule each other out', () => {
  const taro = { personas: ['keiri-taro'], tpps: null };
  const hanako = { personas: ['kanri-hanako'], tpps: null };

  it('are told beforehand, with the reason, as long as their scopes overlap', () => {
    const all = withOn({ 'password-wrong': taro });
    const locked = named(all, 'password-locked');
    expect(ruledOut(locked, everybody, all)?.id).toBe('password-wrong');
    expect(ruledOut(locked, taro, all)?.reason.ja).toContain('同時には起こりません');
    expect(ruledOut(locked, hanako, all)).toBeNull();
    expect(ruledOut(named(all, 'not-permitted'), taro, all)).toBeNull();
  });

  it('are those the switchboard refuses, and no others', () => {
    const places = [everybody, taro, hanako, { personas: null, tpps: ['kaikei-mirai'] }];
    const all = withOn({});
    for (const one of all)
      for (const other of all.filter(({ id }) => id !== one.id))
        for (const scope of places)
          for (const otherScope of places) {
            const on = [{ ...other, active: { parameters: {}, scope: otherScope, files: [] } }];
            const [a, b] = [findScenario(one.id), findScenario(other.id)];
            if (a === undefined || b === undefined) throw new Error('not in the catalogue');
            const refused = conflictOf({ scenario: a, scope }, { scenario: b, scope: otherScope });
            expect(ruledOut(one, scope, on)?.reason ?? null).toEqual(refused);
          }
  });
});
