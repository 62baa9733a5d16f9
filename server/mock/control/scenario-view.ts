import { scenarios } from '../scenarios/catalogue.ts';
import { conflictOf } from '../scenarios/conflicts.ts';
import { everybody } from '../scenarios/scope.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Active } from '../scenarios/switchboard.ts';
import type { ActiveScenario, ScenarioView } from './contract.ts';

export const activeView = ({ scenario, parameters, scope, since, files }: Active): ActiveScenario => ({
  id: scenario.id,
  parameters,
  scope,
  since,
  files: files.map((file) => ({ ...file })),
});

function excludesOf(scenario: Scenario): ScenarioView['excludes'] {
  return scenarios.flatMap((other) => {
    if (other.id === scenario.id) return [];
    const reason = conflictOf({ scenario, scope: everybody }, { scenario: other, scope: everybody });
    return reason === null ? [] : [{ id: other.id, reason }];
  });
}

export function scenarioViews(active: readonly Active[]): ScenarioView[] {
  return scenarios.map((scenario) => {
    const { id, title, what, codes, parameters, scope } = scenario;
    const on = active.find((one) => one.scenario.id === id);
    return {
      id,
      title,
      what,
      codes: [...codes],
      parameters: { ...parameters },
      scope: [...scope],
      excludes: excludesOf(scenario),
      active: on === undefined ? null : activeView(on),
    };
  });
}
