import { useId, type ReactElement, type ReactNode } from 'react';
import { draftOf, readDraft, type Draft } from './parameter-drafts.ts';
import type { Field } from './parameter-fields.ts';
import { choiceWords, parameterWords } from './parameter-words.ts';
import { usePanelTexts } from './panel-context.ts';

type Props = {
  readonly field: Field;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
};

/** One parameter of a scenario: plain words, its own name for whoever writes scripts, and the mistake where there is one. */
export function ParameterField(props: Props): ReactElement {
  const { field } = props;
  return field.kind === 'several' ? <Several {...props} field={field} /> : <Single {...props} field={field} />;
}

type SingleProps = Omit<Props, 'field'> & { readonly field: Exclude<Field, { kind: 'several' }> };

function Single({ field, draft, onChange }: SingleProps): ReactElement {
  const { words, language } = usePanelTexts();
  const id = useId();
  const { name, hint } = parameterWords(language, field.name);
  const read = readDraft(field, draft);
  const notes = [hint === undefined ? '' : `${id}-hint`, read.ok ? '' : `${id}-mistake`].filter((note) => note !== '');
  return (
    <div className={field.kind === 'json' ? 'parameter parameter--wide' : 'parameter'}>
      <div>
        <label htmlFor={id}>
          {name} <ScriptName>{field.name}</ScriptName>
        </label>
        {field.kind === 'choice' && <ScriptName>={String(draft)}</ScriptName>}
      </div>
      <Control
        field={field}
        draft={draft}
        onChange={onChange}
        about={{
          id,
          'aria-describedby': notes.length === 0 ? undefined : notes.join(' '),
          'aria-invalid': read.ok ? undefined : true,
        }}
      />
      {hint !== undefined && (
        <p className="parameter__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {!read.ok && (
        <p className="parameter__mistake" id={`${id}-mistake`}>
          {words.mistake(read.mistake)}
        </p>
      )}
    </div>
  );
}

type About = {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
};

function Control({ field, draft, onChange, about }: SingleProps & { readonly about: About }): ReactElement {
  const { language } = usePanelTexts();
  const text = typeof draft === 'string' ? draft : '';
  switch (field.kind) {
    case 'choice':
      return (
        <select
          {...about}
          value={text}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        >
          {field.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choiceWords(language, field.name, choice)}
            </option>
          ))}
        </select>
      );
    case 'switch':
      return (
        <input
          {...about}
          type="checkbox"
          checked={draft === true}
          onChange={(event) => {
            onChange(event.target.checked);
          }}
        />
      );
    case 'json':
      return (
        <textarea
          {...about}
          className="mono"
          rows={2}
          spellCheck={false}
          value={text}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      );
    case 'number':
    case 'text':
    case 'words':
      return (
        <input
          {...about}
          type="text"
          inputMode={field.kind === 'text' ? 'text' : 'numeric'}
          autoComplete="off"
          spellCheck={false}
          placeholder={field.optional ? (parameterWords(language, field.name).empty ?? '') : undefined}
          value={text}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      );
    default:
      return field satisfies never;
  }
}

type SeveralProps = Omit<Props, 'field'> & { readonly field: Extract<Field, { kind: 'several' }> };

function Several({ field, draft, onChange }: SeveralProps): ReactElement {
  const { words, language } = usePanelTexts();
  const id = useId();
  const chosen = Array.isArray(draft) ? draft : [];
  const read = readDraft(field, draft);
  const take = (choice: string, taken: boolean): void => {
    onChange(field.choices.filter((each) => (each === choice ? taken : chosen.includes(each))));
  };
  return (
    <div
      className="parameter parameter--wide"
      role="group"
      aria-labelledby={`${id}-name`}
      aria-describedby={read.ok ? undefined : `${id}-mistake`}
    >
      <div className="several__head">
        <span id={`${id}-name`}>
          {parameterWords(language, field.name).name} <ScriptName>{field.name}</ScriptName>
        </span>
        <button
          className="btn btn--quiet btn--s"
          type="button"
          onClick={() => {
            onChange(field.choices);
          }}
        >
          {words.takeAll}
        </button>
        <button
          className="btn btn--quiet btn--s"
          type="button"
          onClick={() => {
            onChange([]);
          }}
        >
          {words.takeNone}
        </button>
      </div>
      {!read.ok && (
        <p className="parameter__mistake" id={`${id}-mistake`}>
          {words.mistake(read.mistake)}
        </p>
      )}
      <div className="several">
        {field.choices.map((choice) => (
          <label key={choice} className="several__one">
            <input
              type="checkbox"
              checked={chosen.includes(choice)}
              onChange={(event) => {
                take(choice, event.target.checked);
              }}
            />
            <span>{choiceWords(language, field.name, choice)}</span>
            <ScriptName>{choice}</ScriptName>
          </label>
        ))}
      </div>
    </div>
  );
}

function ScriptName({ children }: { readonly children: ReactNode }): ReactElement {
  return <span className="script-name mono">{children}</span>;
}

/** A parameter in one phrase; what it is before anything was changed is worth as much as what was chosen. */
export function useSaid(): (field: Field, value: unknown) => string {
  const { words, language } = usePanelTexts();
  return (field, value) => {
    const { name, empty } = parameterWords(language, field.name);
    const say = (choice: string): string => choiceWords(language, field.name, choice);
    const draft = draftOf(field, value);
    switch (field.kind) {
      case 'choice':
        return say(String(draft));
      case 'several': {
        const chosen = Array.isArray(draft) ? draft : [];
        if (chosen.length === field.choices.length && chosen.length > 2) return `${name}: ${words.all}`;
        return chosen.length > 2
          ? `${name}: ${words.ofAll(chosen.length, field.choices.length)}`
          : chosen.map(say).join('・');
      }
      case 'switch':
        return `${name}: ${words.yesNo[draft === true ? 0 : 1]}`;
      case 'number':
      case 'text':
      case 'words':
        return draft === '' && empty !== undefined ? empty : `${name}: ${String(draft)}`;
      case 'json':
        return `${name}: ${String(draft)}`;
      default:
        return field satisfies never;
    }
  };
}
