import type { ReactElement } from 'react';
import { clockText } from '../stores/remaining.ts';

type Props = { readonly label: string; readonly seconds: number };

/** `14:32`, every figure as wide as the others, so that nothing moves while it counts: the font has no such figures. */
export function Clock({ label, seconds }: Props): ReactElement {
  return (
    <b role="timer" aria-label={label} className="clock">
      {[...clockText(seconds)].map((character, index) =>
        character === ':' ? ':' : <span key={index}>{character}</span>,
      )}
    </b>
  );
}
