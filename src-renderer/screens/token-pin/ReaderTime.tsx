import type { ReactElement } from 'react';
import { useTexts } from '../../components/app-context.ts';
import { Clock } from '../../components/Clock.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useRemaining } from '../../components/use-remaining.ts';

/** From here on it is said aloud, too (seconds). */
const soon = 30;

/** How long the reader still waits. `ms`: what the present view says. */
export function ReaderTime({ ms }: { readonly ms: number }): ReactElement {
  const { texts } = useTexts();
  const words = texts.tokenPin;
  const seconds = useRemaining(ms / 1000);
  const low = seconds <= soon;
  return (
    <p className="reader-time" data-low={low ? '' : undefined}>
      <Icon name={low ? 'warn' : 'clock'} />
      <span>{words.readerLeft}</span>
      <Clock label={words.readerLeft} seconds={seconds} />
      {low && <span aria-hidden="true">{words.readerEnds}</span>}
      <span className="sr-only" role="status">
        {low ? words.readerSoon : ''}
      </span>
    </p>
  );
}
