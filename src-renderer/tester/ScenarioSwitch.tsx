import { useId, useState, type ReactElement } from 'react';
import type { Scenario, ScenarioScope, TesterTpp } from '../../src-main/contract/tester.ts';
import { Icon } from '../components/Icon.tsx';
import { inLanguage } from '../i18n/format.ts';
import { ForWhomFields, useWhomSaid } from './ForWhomFields.tsx';
import { draftOf, initialDrafts, readDraft, readDrafts, type Draft, type Drafts } from './parameter-drafts.ts';
import { parameterFields, type Field } from './parameter-fields.ts';
import { choiceWords, parameterWords } from './parameter-words.ts';
import { ParameterField, useSaid } from './ParameterField.tsx';
import { usePanel, usePanelState, usePanelTexts, usePerson } from './panel-context.ts';
import { forEverybody, outOfReach, ruledOut, scopeOf, stillThere, type ForWhom } from './scenario-scope.ts';

const noTpps: readonly TesterTpp[] = [];

/** One scenario: a switch, what it does, its settings, and why it cannot be switched where it cannot. */
export function ScenarioSwitch({ scenario }: { readonly scenario: Scenario }): ReactElement {
  const { language } = usePanelTexts();
  const store = usePanel();
  const busy = usePanelState((state) => state.busy);
  const fields = parameterFields(scenario.parameters);
  const [drafts, setDrafts] = useState<Drafts>(() => initialDrafts(fields));
  const [wanted, setWhom] = useState<ForWhom>(forEverybody);
  const whom = stillThere(
    wanted,
    usePanelState(({ world }) => world?.world.tpps ?? noTpps),
  );
  const person = usePerson();
  const scope = scopeOf(scenario, whom, person?.id ?? null);
  const read = readDrafts(fields, drafts);
  const obstacle = useObstacle(scenario, scope, read);
  const refused = usePanelState((state) => state.refused[scenario.id]);
  const id = useId();
  const { active } = scenario;
  const reason = obstacle ?? (refused === undefined ? null : inLanguage(refused, language));
  const flip = (): void => {
    if (active !== null) void store.flip({ id: scenario.id, on: false });
    else if (obstacle === null && read.ok)
      void store.flip({ id: scenario.id, on: true, parameters: read.parameters, scope });
  };
  return (
    <div className="scenario" data-on={active === null ? undefined : true}>
      <label className="toggle">
        <span>{inLanguage(scenario.title, language)}</span>
        <input
          type="checkbox"
          role="switch"
          checked={active !== null}
          aria-disabled={busy || (active === null && obstacle !== null)}
          aria-describedby={reason === null ? `${id}-what` : `${id}-what ${id}-reason`}
          onChange={flip}
        />
      </label>
      <p className="scenario__what" id={`${id}-what`}>
        {inLanguage(scenario.what, language)}
      </p>
      <p className="scenario__ids mono">{[scenario.id, ...scenario.codes].join(' · ')}</p>
      {active === null ? (
        <Settings
          scenario={scenario}
          fields={fields}
          drafts={drafts}
          whom={whom}
          onDrafts={setDrafts}
          onWhom={setWhom}
        />
      ) : (
        <Standing scenario={scenario} active={active} fields={fields} />
      )}
      {reason !== null && (
        <p className="scenario__reason" id={`${id}-reason`}>
          <Icon name="stop" />
          <span>{reason}</span>
        </p>
      )}
    </div>
  );
}

/** Why it cannot be switched on as it is set; `null`: it can, or is on. */
function useObstacle(scenario: Scenario, scope: ScenarioScope, read: ReturnType<typeof readDrafts>): string | null {
  const { words, language } = usePanelTexts();
  const all = usePanelState(({ world }) => world?.scenarios ?? []);
  if (scenario.active !== null) return null;
  const other = ruledOut(scenario, scope, all);
  if (other !== null) {
    const title = all.find(({ id }) => id === other.id)?.title;
    return words.ruledOut(
      title === undefined ? other.id : inLanguage(title, language),
      inLanguage(other.reason, language),
    );
  }
  if (read.ok) return null;
  return words.notReady(parameterWords(language, read.name).name, words.mistake(read.mistake));
}

type SettingsProps = {
  readonly scenario: Scenario;
  readonly fields: readonly Field[];
  readonly drafts: Drafts;
  readonly whom: ForWhom;
  readonly onDrafts: (drafts: Drafts) => void;
  readonly onWhom: (whom: ForWhom) => void;
};

function Settings({ scenario, fields, drafts, whom, onDrafts, onWhom }: SettingsProps): ReactElement | null {
  const { words, language } = usePanelTexts();
  const person = usePerson();
  const said = useSaid();
  const whomSaid = useWhomSaid();
  if (fields.length === 0 && scenario.scope.length === 0) return null;
  const scope = scopeOf(scenario, whom, person?.id ?? null);
  const draft = (field: Field): Draft => drafts[field.name] ?? draftOf(field, field.initial);
  const asSet = fields.map((field) => {
    const read = readDraft(field, draft(field));
    return read.ok ? said(field, read.value) : `${parameterWords(language, field.name).name}: ?`;
  });
  const lost = outOfReach(pointsOf(drafts['at']), scope);
  return (
    <details className="fold scenario__settings">
      <summary>
        <span className="fold__name">{words.settings}</span>
        <span className="fold__said">{[...whomSaid(scenario.scope, scope), ...asSet].join(' / ')}</span>
      </summary>
      <div className="scenario__fields">
        <ForWhomFields scope={scenario.scope} whom={whom} onChange={onWhom} />
        {fields.map((field) => (
          <ParameterField
            key={field.name}
            field={field}
            draft={draft(field)}
            onChange={(changed) => {
              onDrafts({ ...drafts, [field.name]: changed });
            }}
          />
        ))}
        {lost.length > 0 && (
          <p className="scenario__note">
            {words.cannotReach(lost.map((point) => choiceWords(language, 'at', point)).join('・'))}
          </p>
        )}
      </div>
    </details>
  );
}

const pointsOf = (draft: Drafts[string] | undefined): readonly string[] =>
  draft === undefined || typeof draft === 'boolean' ? [] : typeof draft === 'string' ? [draft] : draft;

type StandingProps = {
  readonly scenario: Scenario;
  readonly active: NonNullable<Scenario['active']>;
  readonly fields: readonly Field[];
};

/** How a scenario that is on was switched, here or elsewhere, and what there is to import for the person selected. */
function Standing({ scenario, active, fields }: StandingProps): ReactElement | null {
  const { words } = usePanelTexts();
  const said = useSaid();
  const whomSaid = useWhomSaid();
  const person = usePerson();
  const parameters = new Map<string, unknown>(
    typeof active.parameters === 'object' && active.parameters !== null ? Object.entries(active.parameters) : [],
  );
  const phrases = [
    ...whomSaid(scenario.scope, active.scope),
    ...fields.map((field) => said(field, parameters.get(field.name))),
  ];
  const file = active.files.find(({ persona }) => persona === person?.id);
  if (phrases.length === 0) return null;
  return (
    <div className="scenario__standing">
      <p>{phrases.join(' / ')}</p>
      {file !== undefined && person !== null && (
        <p>
          {words.toImport(person.name)}: <span className="mono">{file.file}</span> ({words.password}{' '}
          <b className="mono">{file.password}</b>)
        </p>
      )}
    </div>
  );
}
