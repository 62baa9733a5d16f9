import type { ReactElement } from 'react';
import { useTexts } from './app-context.ts';

/** Bars, not dots, so that nobody takes them for entered digits. `of` is the most ever seen. */
export function Tries({ left, of }: { readonly left: number; readonly of: number }): ReactElement {
  const { texts } = useTexts();
  return (
    <span className={left < of ? 'tries tries--low' : 'tries'}>
      <span className="tries__pips" aria-hidden="true">
        {Array.from({ length: of }, (_, index) => (
          <i key={index} className={index < left ? 'on' : undefined} />
        ))}
      </span>
      {texts.tries.left(left)}
    </span>
  );
}
