import type { ReactElement } from 'react';
import type { SnapshotView, View } from '../../src-main/contract/views.ts';
import { useSend, useTexts } from './app-context.ts';
import { Countdown } from './Countdown.tsx';
import { Icon } from './Icon.tsx';

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
    <p className="timer timer--ended">
      <Icon name={icon} />
      <span>{text}</span>
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
