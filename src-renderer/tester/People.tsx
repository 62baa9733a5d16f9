import type { ReactElement } from 'react';
import type { TesterPersona } from '../../src-main/contract/tester.ts';
import { inLanguage } from '../i18n/format.ts';
import { Knows } from './Knows.tsx';
import { usePanel, usePanelState, usePanelTexts, usePerson } from './panel-context.ts';

const actions = ['import', 'issue', 'renew', 'revoke'] as const;

/** Who there is to play, what each knows, and his certificate. */
export function People(): ReactElement {
  const { words, language } = usePanelTexts();
  const store = usePanel();
  const people = usePanelState(({ world }) => world?.personas ?? []);
  const busy = usePanelState((state) => state.busy);
  const person = usePerson();
  return (
    <section className="tester__who" aria-labelledby="people">
      <h2 id="people">
        {words.people}
        <button
          className="btn btn--quiet btn--s push"
          type="button"
          aria-disabled={busy}
          onClick={() => void store.ask('reload', undefined)}
        >
          {words.reload}
        </button>
      </h2>
      {person === null ? (
        <p className="muted small">{words.noPeople}</p>
      ) : (
        <fieldset className="choices">
          <legend className="sr-only">{words.people}</legend>
          {people.map((each) => (
            <div className="person" key={each.id}>
              <label className="choice">
                <input
                  type="radio"
                  name="person"
                  checked={each.id === person.id}
                  onChange={() => {
                    store.choose(each.id);
                  }}
                />
                <span className="choice__name">
                  {each.name}
                  <span className="choice__sub">{inLanguage(each.story, language)}</span>
                </span>
              </label>
              {each.id === person.id && (
                <>
                  <Knows person={each} />
                  <Actions person={each} />
                </>
              )}
            </div>
          ))}
        </fieldset>
      )}
    </section>
  );
}

/** His certificates and tokens. */
function Actions({ person }: { readonly person: TesterPersona }): ReactElement {
  const { words } = usePanelTexts();
  const store = usePanel();
  const busy = usePanelState((state) => state.busy);
  return (
    <div className="chips" role="group" aria-label={words.certificate}>
      {actions.map((action) => (
        <button
          key={action}
          className="btn btn--secondary btn--s"
          type="button"
          aria-disabled={busy}
          onClick={() => void store.ask('certificate', { persona: person.id, action })}
        >
          {words.actions[action]}
        </button>
      ))}
      <button
        className="btn btn--secondary btn--s"
        type="button"
        aria-disabled={busy}
        onClick={() => void store.ask('token', { persona: person.id, algorithm: 'ec' })}
      >
        {words.token}
      </button>
    </div>
  );
}
