import type { ReactElement, ReactNode } from 'react';
import { useViewState } from './app-context.ts';
import { isCutOff } from './cut-off.ts';
import { Furigana } from './Furigana.tsx';

type Props = {
  readonly kind: 'primary' | 'secondary' | 'quiet' | 'warn' | 'danger';
  readonly onPress: () => void;
  /** Cannot be pressed now, but keeps its place in the tab order; the foot says what is missing. */
  readonly disabled?: boolean;
  readonly small?: boolean;
  /** Stands apart from what is left of it. */
  readonly push?: boolean;
  readonly describedBy?: string;
  readonly children: ReactNode;
};

/**
 * A button that sends something. While an answer is awaited it takes no press, so nothing is sent twice; the primary of a
 * step takes none while the server cannot be reached.
 */
export function Button({ kind, onPress, disabled, small, push, describedBy, children }: Props): ReactElement {
  const pending = useViewState((state) => state.pending !== null);
  const slow = useViewState((state) => state.slow);
  const cutOff = useViewState(({ view }) => view !== null && isCutOff(view));
  const off = disabled === true || (kind === 'primary' && cutOff);
  const classes = ['btn', `btn--${kind}`, small === true && 'btn--s', push === true && 'push'];
  return (
    <button
      type="button"
      className={classes.filter(Boolean).join(' ')}
      aria-disabled={off || slow ? true : undefined}
      aria-describedby={describedBy}
      onClick={() => {
        if (!off && !pending) onPress();
      }}
    >
      {typeof children === 'string' ? (
        <span>
          <Furigana>{children}</Furigana>
        </span>
      ) : (
        children
      )}
    </button>
  );
}
