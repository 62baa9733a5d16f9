import type { ReactElement } from 'react';
import { isLow } from '../stores/remaining.ts';
import { useTexts } from './app-context.ts';
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
  return (
    <div className="timer" data-low={low ? '' : undefined}>
      <Icon name="clock" />
      <span className="timer__label">{label}</span>
      <Clock label={label} seconds={seconds} />
      {onExtend !== null && (
        <Button kind={low ? 'warn' : 'secondary'} small onPress={onExtend}>
          <Icon name="plus" />
          <span className="timer__extend">{texts.timer.extend}</span>
        </Button>
      )}
      <span className="sr-only" role="status">
        {low ? (onExtend === null ? texts.timer.lowLast : texts.timer.low) : ''}
      </span>
    </div>
  );
}
