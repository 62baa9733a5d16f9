import { useId, type ReactElement } from 'react';
import { useStore } from 'zustand';
import { prefer, preferencesStore } from '../stores/preferences-store.ts';
import { formatDate } from '../i18n/format.ts';
import { useTexts } from './app-context.ts';
import { Dialog } from './Dialog.tsx';
import { Furigana } from './Furigana.tsx';
import { sentences } from '../i18n/texts.ts';

/** How the customer wants to read: readings over hard words, years by era. */
export function DisplayDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.window.display;
  const { wording, calendar } = useStore(preferencesStore);
  return (
    <Dialog
      role="dialog"
      title={words.title}
      text={words.text}
      onClose={onClose}
      buttons={
        <button type="button" className="btn btn--primary" onClick={onClose}>
          {texts.app.close}
        </button>
      }
    >
      <div className="switches">
        <Switch
          label={words.easy}
          hint={words.easyHint}
          on={wording === 'easy'}
          onChange={(on) => {
            prefer({ wording: on ? 'easy' : 'plain' });
          }}
        />
        <Switch
          label={words.calendar}
          hint={sentences(
            [words.calendarHint, `${words.example}${formatDate('2026-10-06', language, 'japanese')}`],
            texts,
          )}
          on={calendar === 'japanese'}
          onChange={(on) => {
            prefer({ calendar: on ? 'japanese' : 'western' });
          }}
        />
      </div>
    </Dialog>
  );
}

type SwitchProps = {
  readonly label: string;
  readonly hint: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
};

function Switch({ label, hint, on, onChange }: SwitchProps): ReactElement {
  const id = useId();
  return (
    <label className="switch">
      <span>
        <b>
          <Furigana>{label}</Furigana>
        </b>
        <small id={`${id}hint`}>
          <Furigana>{hint}</Furigana>
        </small>
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={on}
        aria-label={label}
        aria-describedby={`${id}hint`}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
    </label>
  );
}
