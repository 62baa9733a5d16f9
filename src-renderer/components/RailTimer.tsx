import type { ReactElement } from 'react';
import type { SnapshotView, View } from '../../src-main/contract/views.ts';
import { clockText, isLow } from '../stores/remaining.ts';
import { useSend, useTexts } from './app-context.ts';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { useRemaining } from './use-remaining.ts';

export function RailTimer({ view }: { readonly view: View }): ReactElement | null {
  const { texts } = useTexts();
  const { screen } = view;
  if (screen.kind === 'done') {
    return <Ended icon={screen.outcome === 'permitted' ? 'check' : 'stop'} text={texts.rail.ended} />;
  }
  if (screen.kind === 'failed') return <Ended icon="stop" text={texts.rail.stopped} />;
  if (screen.kind !== 'step') return null;
  if (screen.snapshot.step.kind === 'stopped') return <Ended icon="stop" text={texts.rail.stopped} />;
  return <Running snapshot={screen.snapshot} />;
}

function Ended({ icon, text }: { readonly icon: 'check' | 'stop'; readonly text: string }): ReactElement {
  return (
    <p className="timer">
      <Icon name={icon} />
      <span>{text}</span>
    </p>
  );
}

function Running({ snapshot }: { readonly snapshot: SnapshotView }): ReactElement {
  const { texts } = useTexts();
  const send = useSend(snapshot);
  const seconds = useRemaining(snapshot.remainingSeconds);
  const low = isLow(seconds);
  const extendable = snapshot.allowed.includes('extend');
  return (
    <div className="timer" data-low={low ? '' : undefined}>
      <Icon name="clock" />
      <span className="timer__label">{texts.timer.remaining}</span>
      <b role="timer" aria-label={texts.timer.remaining}>
        {clockText(seconds)}
      </b>
      {extendable && (
        <Button kind={low ? 'primary' : 'secondary'} small onPress={() => void send({ kind: 'extend' })}>
          {texts.timer.extend}
        </Button>
      )}
      <span className="sr-only" role="status">
        {low ? (extendable ? texts.timer.low : texts.timer.lowLast) : ''}
      </span>
    </div>
  );
}
