import { useState, type ReactElement } from 'react';
import type { Scenario } from '../../src-main/contract/tester.ts';
import { inLanguage } from '../i18n/format.ts';
import { usePanel, usePanelState, usePanelTexts } from './panel-context.ts';
import { parameterFields, type Field } from './parameter-fields.ts';

type Values = Readonly<Record<string, string | number | boolean>>;

/** One scenario: a switch, what it does, and its parameters where it has some. */
export function ScenarioSwitch({ scenario }: { readonly scenario: Scenario }): ReactElement {
  const { language } = usePanelTexts();
  const store = usePanel();
  const busy = usePanelState((state) => state.busy);
  const fields = parameterFields(scenario.parameters);
  const [values, setValues] = useState<Values>(() => Object.fromEntries(fields.map((f) => [f.name, f.initial])));
  const on = scenario.active !== null;
  const what = `${scenario.id}-what`;
  const flip = (): void => {
    const parameters = on || fields.length === 0 ? {} : { parameters: values };
    void store.ask('switch', { id: scenario.id, on: !on, ...parameters });
  };
  return (
    <div className="scenario">
      <label className="toggle">
        <span>{inLanguage(scenario.title, language)}</span>
        <input type="checkbox" role="switch" checked={on} disabled={busy} aria-describedby={what} onChange={flip} />
      </label>
      <p className="scenario__what" id={what}>
        {inLanguage(scenario.what, language)}
      </p>
      {fields.length > 0 && (
        <div className="scenario__fields">
          {fields.map((field) => (
            <ParameterField
              key={field.name}
              field={field}
              value={values[field.name] ?? field.initial}
              disabled={on}
              onChange={(value) => {
                setValues((before) => ({ ...before, [field.name]: value }));
              }}
            />
          ))}
        </div>
      )}
    </div>
  );
}

type FieldProps = {
  readonly field: Field;
  readonly value: string | number | boolean;
  /** While the scenario is on its parameters stand. */
  readonly disabled: boolean;
  readonly onChange: (value: string | number | boolean) => void;
};

function ParameterField({ field, value, disabled, onChange }: FieldProps): ReactElement {
  if (field.kind === 'choice') {
    return (
      <label className="parameter">
        {field.name}
        <select
          value={String(value)}
          disabled={disabled}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        >
          {field.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      </label>
    );
  }
  if (field.kind === 'switch') {
    return (
      <label className="parameter">
        {field.name}
        <input
          type="checkbox"
          checked={value === true}
          disabled={disabled}
          onChange={(event) => {
            onChange(event.target.checked);
          }}
        />
      </label>
    );
  }
  return (
    <label className="parameter">
      {field.name}
      <input
        type={field.kind === 'number' ? 'number' : 'text'}
        value={String(value)}
        disabled={disabled}
        onChange={(event) => {
          onChange(field.kind === 'number' ? event.target.valueAsNumber : event.target.value);
        }}
      />
    </label>
  );
}
