import { useId, type ReactElement } from 'react';
import type { Scenario, ScenarioScope } from '../../src-main/contract/tester.ts';
import { inLanguage } from '../i18n/format.ts';
import { usePanelState, usePanelTexts, usePerson } from './panel-context.ts';
import type { ForWhom } from './scenario-scope.ts';

type Props = {
  readonly scope: Scenario['scope'];
  readonly whom: ForWhom;
  readonly onChange: (whom: ForWhom) => void;
};

/** Everybody, or the person selected; every provider, or one. */
export function ForWhomFields({ scope, whom, onChange }: Props): ReactElement {
  const { words, language } = usePanelTexts();
  const tpps = usePanelState(({ world }) => world?.world.tpps ?? []);
  const person = usePerson();
  const id = useId();
  return (
    <>
      {scope.includes('personas') && person !== null && (
        <div className="parameter">
          <label htmlFor={`${id}-person`}>{words.persons}</label>
          <select
            id={`${id}-person`}
            value={whom.person}
            onChange={(event) => {
              onChange({ ...whom, person: event.target.value === 'chosen' ? 'chosen' : 'everybody' });
            }}
          >
            <option value="everybody">{words.everybody}</option>
            <option value="chosen">{words.onlyPerson(person.name)}</option>
          </select>
        </div>
      )}
      {scope.includes('tpps') && (
        <div className="parameter">
          <label htmlFor={`${id}-tpp`}>{words.tpp}</label>
          <select
            id={`${id}-tpp`}
            value={whom.tpp ?? ''}
            onChange={(event) => {
              onChange({ ...whom, tpp: event.target.value === '' ? null : event.target.value });
            }}
          >
            <option value="">{words.everyTpp}</option>
            {tpps.map(({ clientId, name }) => (
              <option key={clientId} value={clientId}>
                {inLanguage(name, language)}
              </option>
            ))}
          </select>
        </div>
      )}
    </>
  );
}

/** Whom a scenario is limited to: 「経理 太郎だけ」, 「クラウド会計みらい」; nothing: it concerns everybody. */
export function useLimitsSaid(): (scope: ScenarioScope) => readonly string[] {
  const { words, language } = usePanelTexts();
  const world = usePanelState((state) => state.world);
  const person = (id: string): string => world?.personas.find((each) => each.id === id)?.name ?? id;
  const tpp = (id: string): string => {
    const found = world?.world.tpps.find(({ clientId }) => clientId === id);
    return found === undefined ? id : inLanguage(found.name, language);
  };
  return ({ personas, tpps }) => [
    ...(personas === null ? [] : [words.onlyPerson(personas.map(person).join('・'))]),
    ...(tpps === null ? [] : [tpps.map(tpp).join('・')]),
  ];
}

/** For whom a scenario is on, or would be; nothing where it cannot be limited. */
export function useWhomSaid(): (kinds: Scenario['scope'], scope: ScenarioScope) => readonly string[] {
  const { words } = usePanelTexts();
  const limitsSaid = useLimitsSaid();
  return (kinds, { personas, tpps }) => [
    ...(kinds.includes('personas') && personas === null ? [words.everybody] : limitsSaid({ personas, tpps: null })),
    ...(kinds.includes('tpps') && tpps === null ? [words.everyTpp] : limitsSaid({ personas: null, tpps })),
  ];
}
