import type { ReactElement } from 'react';
import { clockText, isLow } from '../stores/remaining.ts';
import { useTexts } from './app-context.ts';
import { Button } from './Button.tsx';
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
      <b role="timer" aria-label={label}>
        {clockText(seconds)}
      </b>
      {onExtend !== null && (
        <Button kind={low ? 'primary' : 'secondary'} small onPress={onExtend}>
          {texts.timer.extend}
        </Button>
      )}
      <span className="sr-only" role="status">
        {low ? (onExtend === null ? texts.timer.lowLast : texts.timer.low) : ''}
      </span>
    </div>
  );
}
