import type { ReactElement } from 'react';
import { usePanelState, usePanelTexts } from './panel-context.ts';
import { groupOf, groups } from './scenario-groups.ts';
import { ScenarioSwitch } from './ScenarioSwitch.tsx';

export function Scenarios(): ReactElement {
  const { words } = usePanelTexts();
  const scenarios = usePanelState(({ world }) => world?.scenarios ?? []);
  const on = scenarios.filter(({ active }) => active !== null).length;
  return (
    <section className="tester__scene" aria-labelledby="scenarios">
      <h2 id="scenarios">
        {words.scenarios} {on > 0 && <span className="tag tag--warn push">{words.active(on)}</span>}
      </h2>
      {groups.map((group) => {
        const members = scenarios.filter((scenario) => groupOf(scenario) === group);
        if (members.length === 0) return null;
        return (
          <div key={group} role="group" aria-label={words.groups[group]}>
            <h3>{words.groups[group]}</h3>
            {members.map((scenario) => (
              <ScenarioSwitch key={scenario.id} scenario={scenario} />
            ))}
          </div>
        );
      })}
    </section>
  );
}
