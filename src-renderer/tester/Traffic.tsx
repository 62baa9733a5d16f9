import type { ReactElement } from 'react';
import type { TrafficEntry } from '../../src-main/contract/tester.ts';
import { usePanel, usePanelState, usePanelTexts } from './panel-context.ts';

const time = new Intl.DateTimeFormat('ja-JP', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  timeZone: 'Asia/Tokyo',
});

const links = ['inspector', 'har', 'report'] as const;

/** What went over the wire, newest first. Everything secret was masked where it was recorded. */
export function Traffic(): ReactElement {
  const { words } = usePanelTexts();
  const store = usePanel();
  const entries = usePanelState((state) => state.entries);
  const errorsOnly = usePanelState((state) => state.errorsOnly);
  return (
    <section className="tester__log">
      <header>
        <h2 id="traffic">{words.log}</h2>
        <label className="check small">
          {words.errorsOnly}
          <input
            type="checkbox"
            role="switch"
            checked={errorsOnly}
            onChange={(event) => {
              store.showErrorsOnly(event.target.checked);
            }}
          />
        </label>
        {links.map((page) => (
          <button
            key={page}
            className="btn btn--secondary btn--s"
            type="button"
            onClick={() => void store.ask('browse', { page })}
          >
            {words[page]}
          </button>
        ))}
        <button
          className="btn btn--secondary btn--s"
          type="button"
          onClick={() => {
            store.clearEntries();
          }}
        >
          {words.clear}
        </button>
      </header>
      <div className="log-wrap" tabIndex={0} role="region" aria-labelledby="traffic">
        {entries.length === 0 ? (
          <p className="tester__loading muted">{words.nothing}</p>
        ) : (
          <table className="log">
            <thead>
              <tr>
                {(['at', 'method', 'to', 'status', 'ms', 'what'] as const).map((column) => (
                  <th key={column} scope="col">
                    {words.columns[column]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <Row key={entry.id} entry={entry} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}

function Row({ entry }: { readonly entry: TrafficEntry }): ReactElement {
  const { words } = usePanelTexts();
  const bad = entry.status === null || entry.status >= 400;
  const { pathname } = new URL(entry.url, 'http://localhost');
  const about = [entry.from, entry.tpp, entry.problem?.code, entry.problem?.reference, entry.failure];
  return (
    <tr className={bad ? 'is-bad' : undefined}>
      <td className="mono">{time.format(new Date(entry.at))}</td>
      <td className="mono">{entry.method}</td>
      <td className="mono">{pathname}</td>
      <td className={bad ? 'mono bad' : 'mono'}>{entry.status ?? words.noAnswer}</td>
      <td className="mono log__ms">{Math.round(entry.duration)}</td>
      <td>{about.filter((part) => part !== null && part !== undefined).join(' · ')}</td>
    </tr>
  );
}
