import type { ReactElement } from 'react';
import { isLow } from '../stores/remaining.ts';
import { useTexts, useViewState } from './app-context.ts';
import { Button } from './Button.tsx';
import { Clock } from './Clock.tsx';
import { Icon } from './Icon.tsx';
import { useRemaining } from './use-remaining.ts';

type Props = {
  readonly label: string;
  readonly remainingSeconds: number;
  /** `null`: not any more. */
  readonly onExtend: (() => void) | null;
};

/** How much time is left, and the way to more of it. */
export function Countdown({ label, remainingSeconds, onExtend }: Props): ReactElement {
  const { texts } = useTexts();
  const seconds = useRemaining(remainingSeconds);
  const low = isLow(seconds);
  const offline = useViewState(({ view }) => view?.connection === 'offline');
  return (
    <div className="timer" data-low={low ? '' : undefined}>
      <Icon name={low ? 'warn' : 'clock'} />
      <span className="timer__label">{label}</span>
      <Clock label={label} seconds={seconds} />
      {low && (
        <span className="timer__soon" aria-hidden="true">
          {texts.timer.soon}
        </span>
      )}
      {onExtend !== null && (
        <Button kind={low ? 'warn' : 'secondary'} small disabled={offline} onPress={onExtend}>
          {texts.timer.extend}
        </Button>
      )}
      <span className="sr-only" role="status">
        {low ? (onExtend === null || offline ? texts.timer.lowLast : texts.timer.low) : ''}
      </span>
    </div>
  );
}
