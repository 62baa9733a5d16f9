import { useEffect, useState, type ReactElement } from 'react';
import { Icon } from '../components/Icon.tsx';
import { formatDate } from '../i18n/format.ts';
import { Providers } from './Providers.tsx';
import { usePanel, usePanelState, usePanelTexts } from './panel-context.ts';

const steps = ['1d', '30d', '90d'] as const;

const time = new Intl.DateTimeFormat('ja-JP', { timeStyle: 'medium', timeZone: 'Asia/Tokyo' });

/** The world's time, going on between two answers as the world's clock does. */
function useWorldTime(): Date | null {
  const clock = usePanelState(({ world }) => world?.clock ?? null);
  const answeredAt = usePanelState((state) => state.answeredAt);
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(performance.now());
    }, 500);
    return () => {
      clearInterval(timer);
    };
  }, []);
  if (clock === null) return null;
  return new Date(Date.parse(clock.now) + (clock.frozen ? 0 : Math.max(0, now - answeredAt)));
}

export function Clock(): ReactElement {
  const { words, language } = usePanelTexts();
  const store = usePanel();
  const busy = usePanelState((state) => state.busy);
  const frozen = usePanelState(({ world }) => world?.clock.frozen ?? false);
  const now = useWorldTime();
  return (
    <section className="tester__clock" aria-labelledby="clock">
      <h2 id="clock">{words.clock}</h2>
      {now !== null && (
        <p className="clock" role="timer">
          {time.format(now)}
          <small>{formatDate(now.toISOString(), language)}</small>
        </p>
      )}
      <div className="chips">
        {steps.map((advance) => (
          <button
            key={advance}
            className="btn btn--secondary btn--s"
            type="button"
            disabled={busy}
            onClick={() => void store.ask('clock', { advance })}
          >
            {words.ahead[advance]}
          </button>
        ))}
        <button
          className="btn btn--secondary btn--s"
          type="button"
          disabled={busy}
          onClick={() => void store.ask('clock', { machine: true })}
        >
          {words.machine}
        </button>
      </div>
      <label className="toggle">
        {words.frozen}
        <input
          type="checkbox"
          role="switch"
          checked={frozen}
          disabled={busy}
          onChange={() => void store.ask('clock', { frozen: !frozen })}
        />
      </label>
      <h2 className="tester__again">{words.begin}</h2>
      <div className="stack stack--s">
        <button
          className="btn btn--primary btn--s"
          type="button"
          disabled={busy}
          onClick={() => void store.ask('browse', { page: 'tpp' })}
        >
          {words.start}
        </button>
        <button
          className="btn btn--danger btn--s"
          type="button"
          disabled={busy}
          onClick={() => void store.ask('reset', undefined)}
        >
          <Icon name="redo" />
          {words.reset}
        </button>
      </div>
      <Providers />
    </section>
  );
}
