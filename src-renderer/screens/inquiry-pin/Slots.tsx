import type { ReactElement, RefObject } from 'react';
import { useTexts } from '../../components/app-context.ts';

type Props = {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly label: string;
  readonly entered: number;
  readonly digits: number;
};

/** One place per digit, with a dot where one was entered. */
export function Slots({ ref, label, entered, digits }: Props): ReactElement {
  const { texts } = useTexts();
  return (
    <div
      ref={ref}
      className="slots"
      role="img"
      tabIndex={0}
      aria-label={`${label} ${texts.keypad.digits(entered, digits)}`}
    >
      {Array.from({ length: digits }, (_, index) => (
        <i key={index} className={index === entered ? 'next' : undefined}>
          {index < entered ? '●' : ''}
        </i>
      ))}
    </div>
  );
}
