import { useId, type ReactElement, type ReactNode } from 'react';
import { useTexts } from '../components/app-context.ts';
import { keypadPreferences, type KeypadPreferences } from './keypad-preferences.ts';
import type { KeypadSession } from './keypad-session.ts';

type SwitchProps = {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly note?: ReactNode;
};

export function Switch({ label, on, onChange, note }: SwitchProps): ReactElement {
  const id = useId();
  return (
    <div className="keypad-switch">
      <label className="check">
        {label}
        <input
          type="checkbox"
          role="switch"
          checked={on}
          aria-describedby={note === undefined ? undefined : id}
          onChange={(event) => {
            onChange(event.target.checked);
          }}
        />
      </label>
      {note !== undefined && (
        <p className="muted" id={id}>
          {note}
        </p>
      )}
    </div>
  );
}

type Props = {
  readonly session: KeypadSession;
  readonly preferences: KeypadPreferences;
  /** The bank lets the characters be spoken. */
  readonly maySpeak: boolean;
};

/** What a customer may change on the keyboard beside its order, each with what it means. */
export function KeypadSettings({ session, preferences, maySpeak }: Props): ReactElement {
  const { texts } = useTexts();
  const words = texts.keypad;
  return (
    <div className="keypad-settings" role="group" aria-label={words.settings}>
      <Switch
        label={words.large}
        note={words.largeNote}
        on={preferences.large}
        onChange={(large) => {
          keypadPreferences.setState({ large });
        }}
      />
      {maySpeak ? (
        <Switch label={words.spoken} note={words.spokenNote} on={preferences.spoken} onChange={session.setSpoken} />
      ) : (
        <p className="muted">{words.spokenForbidden}</p>
      )}
    </div>
  );
}
