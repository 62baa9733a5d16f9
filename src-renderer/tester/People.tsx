import { useState, type ReactElement } from 'react';
import type { TesterPersona } from '../../src-main/contract/tester.ts';
import { inLanguage } from '../i18n/format.ts';
import { usePanel, usePanelState, usePanelTexts } from './panel-context.ts';

const actions = ['import', 'issue', 'renew', 'revoke'] as const;

/** Who there is to play, what each knows, and his certificate. */
export function People(): ReactElement {
  const { words, language } = usePanelTexts();
  const store = usePanel();
  const people = usePanelState(({ world }) => world?.personas ?? []);
  const busy = usePanelState((state) => state.busy);
  const [chosen, choose] = useState<string | null>(null);
  const person = people.find(({ id }) => id === chosen) ?? people[0];
  return (
    <section className="tester__who" aria-labelledby="people">
      <h2 id="people">
        {words.people}
        <button
          className="btn btn--quiet btn--s push"
          type="button"
          disabled={busy}
          onClick={() => void store.ask('reload', undefined, words.reloaded)}
        >
          {words.reload}
        </button>
      </h2>
      {person === undefined ? (
        <p className="muted small">{words.noPeople}</p>
      ) : (
        <>
          <fieldset className="choices">
            <legend className="sr-only">{words.people}</legend>
            {people.map((each) => (
              <label className="choice" key={each.id}>
                <input
                  type="radio"
                  name="person"
                  checked={each.id === person.id}
                  onChange={() => {
                    choose(each.id);
                  }}
                />
                <span className="choice__name">
                  {each.name}
                  <span className="choice__sub">{inLanguage(each.story, language)}</span>
                  {each.id === person.id && <Knows person={each} />}
                </span>
              </label>
            ))}
          </fieldset>
          <div className="tester__actions">
            <h3>{words.certificate}</h3>
            <div className="chips">
              {actions.map((action) => (
                <button
                  key={action}
                  className="btn btn--secondary btn--s"
                  type="button"
                  disabled={busy}
                  onClick={() => void store.ask('certificate', { persona: person.id, action })}
                >
                  {words.actions[action]}
                </button>
              ))}
              <button
                className="btn btn--secondary btn--s"
                type="button"
                disabled={busy}
                onClick={() => void store.ask('token', { persona: person.id, algorithm: 'ec' })}
              >
                {words.token}
              </button>
            </div>
          </div>
        </>
      )}
    </section>
  );
}

/** The secrets of a person who does not exist. */
function Knows({ person }: { readonly person: TesterPersona }): ReactElement {
  const { words } = usePanelTexts();
  return (
    <span className="tester__knows">
      {words.password} <b className="mono">{person.loginPassword}</b>
      <br />
      {words.pins}{' '}
      {person.accounts.slice(0, 6).map(({ last3, pin }) => (
        <span key={last3}>
          {last3}: <b className="mono">{pin ?? '—'}</b>{' '}
        </span>
      ))}
    </span>
  );
}
