import { Fragment, type ReactElement } from 'react';
import type { TesterPersona } from '../../src-main/contract/tester.ts';
import { usePanelTexts } from './panel-context.ts';

const shown = 6;

/** The secrets of a person who does not exist. */
export function Knows({ person }: { readonly person: TesterPersona }): ReactElement {
  const { words } = usePanelTexts();
  const { loginPassword, tokens } = person;
  // What may have to be entered first.
  const accounts = person.accounts.toSorted((a, b) => Number(a.pin === null) - Number(b.pin === null));
  return (
    <dl className="knows">
      <div>
        <dt>{words.password}</dt>
        <dd className="mono">{loginPassword}</dd>
      </div>
      {tokens.length > 0 && <Tokens person={person} />}
      <div>
        <dt>{words.pins}</dt>
        <dd>
          <Pins accounts={accounts.slice(0, shown)} />
          {accounts.length > shown && (
            <details className="fold">
              <summary>{words.moreAccounts(accounts.length - shown)}</summary>
              <Pins accounts={accounts.slice(shown)} />
            </details>
          )}
        </dd>
      </div>
    </dl>
  );
}

function Pins({ accounts }: Pick<TesterPersona, 'accounts'>): ReactElement {
  return (
    <ul className="pins">
      {accounts.map(({ last3, pin }, at) => (
        // Two accounts of different branches may end alike.
        <li key={at}>
          {last3}: <b className="mono">{pin ?? '—'}</b>
        </li>
      ))}
    </ul>
  );
}

/** Breaks between its words only, so that it is read as it is typed. */
function CommandLine({ children }: { readonly children: string }): ReactElement {
  return (
    <span className="mono">
      {children.split(' ').map((word, at) => (
        <Fragment key={at}>
          {at > 0 && ' '}
          <span className="nowrap">{word}</span>
        </Fragment>
      ))}
    </span>
  );
}

function Tokens({ person }: { readonly person: TesterPersona }): ReactElement {
  const { words } = usePanelTexts();
  const { tokens, seen, start } = person;
  return (
    <div>
      <dt>{words.tokens}</dt>
      <dd>
        <ul>
          {tokens.map(({ label, pin, locked }) => (
            <li key={label} className="token">
              {label}{' '}
              <span>
                {words.pin} <b className="mono">{pin}</b>
              </span>
              {locked && <span className="tag tag--warn">{words.locked}</span>}
            </li>
          ))}
        </ul>
        <p className="muted">
          {seen ? (
            words.tokensSeen
          ) : (
            <>
              {words.tokensUnseen} <CommandLine>{start}</CommandLine>
            </>
          )}
        </p>
      </dd>
    </div>
  );
}
