import type { ReactElement } from 'react';
import { useTexts } from '../../components/app-context.ts';
import { Icon } from '../../components/Icon.tsx';
import { useRemaining } from '../../components/use-remaining.ts';
import { clockText } from '../../stores/remaining.ts';

/** From here on it is said aloud, too (seconds). */
const soon = 30;

/** How long the reader still waits. `ms`: what the present view says. */
export function ReaderTime({ ms }: { readonly ms: number }): ReactElement {
  const { texts } = useTexts();
  const words = texts.tokenPin;
  const seconds = useRemaining(ms / 1000);
  return (
    <p className="reader-time" data-low={seconds <= soon ? '' : undefined}>
      <Icon name="clock" />
      <span>{words.readerLeft}</span>
      <b role="timer" aria-label={words.readerLeft}>
        {clockText(seconds)}
      </b>
      <span className="sr-only" role="status">
        {seconds <= soon ? words.readerSoon : ''}
      </span>
    </p>
  );
}
