import type { ReactElement } from 'react';
import type { SnapshotView, View } from '../../src-main/contract/views.ts';
import type { Outcome } from '../bridge/view-types.ts';
import { useSend, useTexts } from './app-context.ts';
import { Countdown } from './Countdown.tsx';
import { Furigana } from './Furigana.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { ownEnd } from './own-end.ts';

const icons: Readonly<Record<Outcome, IconName>> = {
  permitted: 'check',
  refused: 'minus',
  cancelled: 'minus',
  failed: 'stop',
};

export function RailTimer({ view }: { readonly view: View }): ReactElement | null {
  const { texts } = useTexts();
  const { screen } = view;
  const over = (icon: IconName): ReactElement => (
    <Ended icon={icon} text={texts.rail.ended} short={texts.rail.endedShort} />
  );
  if (screen.kind === 'done') return over(icons[screen.outcome]);
  const stopped = <Ended icon="stop" text={texts.rail.stopped} short={texts.rail.stoppedShort} />;
  if (screen.kind === 'failed') {
    // Nothing had begun, so nothing has stopped.
    if (view.tpp === null) return null;
    if (ownEnd(screen.failure.code) !== null) return over('minus');
    return screen.canRetry || screen.canReturn ? stopped : over('stop');
  }
  if (screen.kind !== 'step') return null;
  if (screen.snapshot.step.kind === 'stopped') return stopped;
  return <Running snapshot={screen.snapshot} />;
}

type EndedProps = { readonly icon: IconName; readonly text: string; readonly short: string };

/** `short`: where there is no room for a sentence. */
function Ended({ icon, text, short }: EndedProps): ReactElement {
  return (
    <p className="timer timer--ended">
      <Icon name={icon} />
      <span className="timer__label">
        <Furigana>{text}</Furigana>
      </span>
      <b className="timer__short" aria-hidden="true">
        {short}
      </b>
    </p>
  );
}

function Running({ snapshot }: { readonly snapshot: SnapshotView }): ReactElement {
  const { texts } = useTexts();
  const send = useSend(snapshot);
  const extendable = snapshot.allowed.includes('extend');
  return (
    <Countdown
      label={texts.timer.remaining}
      remainingSeconds={snapshot.remainingSeconds}
      onExtend={extendable ? () => void send({ kind: 'extend' }) : null}
    />
  );
}
