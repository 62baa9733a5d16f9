import type { ReactElement, RefObject } from 'react';
import { useTexts } from '../../components/app-context.ts';

type Props = {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly entered: number;
  readonly min: number;
  readonly max: number;
};

/** Beyond this a token's limit is no help to anybody. */
const long = 32;

/** How much of the PIN was entered; its length is the token's. */
export function PinField({ ref, entered, min, max }: Props): ReactElement {
  const { texts } = useTexts();
  const words = texts.tokenPin;
  return (
    <div className="pin-field">
      <div className="h2--row pin-head">
        <h2 className="h2" id="pin">
          {words.field}
        </h2>
        {(min > 1 || max <= long) && <span className="small muted">{words.length(min, max)}</span>}
      </div>
      <div className="secret" ref={ref} role="textbox" aria-readonly="true" aria-labelledby="pin" tabIndex={0}>
        <span className="secret__dots" role="img" aria-label={texts.keypad.entered(entered)}>
          {'●'.repeat(entered)}
        </span>
        <span className="secret__count">{words.count(entered)}</span>
      </div>
    </div>
  );
}
