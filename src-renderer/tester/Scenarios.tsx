import { useRef, type ReactElement } from 'react';
import type { ByCustomer, Scenario } from '../../src-main/contract/tester.ts';
import { ActiveNow } from './ActiveNow.tsx';
import { inLanguage } from '../i18n/format.ts';
import { usePanel, usePanelState, usePanelTexts } from './panel-context.ts';
import { matches, matchesAct } from './scenario-filter.ts';
import { groupOf, groups } from './scenario-groups.ts';
import { ScenarioSwitch } from './ScenarioSwitch.tsx';

const isOn = (scenario: Scenario): scenario is Scenario & { readonly active: NonNullable<Scenario['active']> } =>
  scenario.active !== null;

export function Scenarios(): ReactElement {
  const { words } = usePanelTexts();
  const store = usePanel();
  const search = useRef<HTMLInputElement>(null);
  const scenarios = usePanelState(({ world }) => world?.scenarios ?? none);
  const filter = usePanelState((state) => state.filter);
  const on = scenarios.filter(isOn);
  const found = new Set(scenarios.filter((scenario) => matches(scenario, filter)).map(({ id }) => id));
  const acts = usePanelState(({ world }) => world?.byCustomer ?? noActs);
  const actsFound = acts.filter((act) => matchesAct(act, filter));
  const count = found.size + actsFound.length;
  const narrowed = count < scenarios.length + acts.length;
  return (
    <section className="tester__scene" aria-labelledby="scenarios">
      <div className="scene__head">
        <h2 id="scenarios">
          {words.scenarios} {on.length > 0 && <span className="tag tag--warn push">{words.active(on.length)}</span>}
        </h2>
        <div className="find" role="search">
          <input
            ref={search}
            type="search"
            aria-label={words.find}
            placeholder={words.find}
            autoComplete="off"
            spellCheck={false}
            value={filter.text}
            onChange={(event) => {
              store.find({ text: event.target.value });
            }}
          />
          <label className="check small">
            {words.onlyOn}
            <input
              type="checkbox"
              role="switch"
              checked={filter.onlyOn}
              onChange={(event) => {
                store.find({ onlyOn: event.target.checked });
              }}
            />
          </label>
        </div>
        {on.length > 0 && <ActiveNow scenarios={on} after={() => search.current?.focus()} />}
        <p className={count === 0 ? 'scene__none' : 'sr-only'} aria-live="polite">
          {narrowed && (count === 0 ? words.noneFound : words.found(count))}
        </p>
      </div>
      <div className="scene__list">
        {groups.map((group) => {
          const members = scenarios.filter((scenario) => groupOf(scenario) === group);
          const shown = members.some(({ id }) => found.has(id));
          if (members.length === 0) return null;
          // What does not match is hidden, not taken away: its settings stay as they were entered.
          return (
            <div key={group} role="group" aria-label={words.groups[group]} hidden={!shown}>
              <h3>{words.groups[group]}</h3>
              {members.map((scenario) => (
                <div key={scenario.id} hidden={!found.has(scenario.id)}>
                  <ScenarioSwitch scenario={scenario} />
                </div>
              ))}
            </div>
          );
        })}
        {actsFound.length > 0 && (
          <div role="group" aria-label={words.byCustomer}>
            <h3>{words.byCustomer}</h3>
            {actsFound.map((act) => (
              <Act key={act.codes.join()} {...act} />
            ))}
          </div>
        )}
      </div>
    </section>
  );
}

/** There is nothing to switch: it says what to do. */
function Act({ title, how, codes }: ByCustomer): ReactElement {
  const { language } = usePanelTexts();
  return (
    <div className="scenario">
      <p className="scenario__act">{inLanguage(title, language)}</p>
      <p className="scenario__what">{inLanguage(how, language)}</p>
      <p className="scenario__ids mono">{codes.join(' · ')}</p>
    </div>
  );
}

const none: readonly Scenario[] = [];
const noActs: readonly ByCustomer[] = [];
