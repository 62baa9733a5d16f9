import type { ReactElement } from 'react';
import type { FailureCode } from '../../../src-main/contract/failure.ts';
import type { View } from '../../../src-main/contract/views.ts';
import { useNames, useTexts } from '../../components/app-context.ts';
import { SupportDesk } from '../../components/SupportDesk.tsx';
import type { NextStep } from '../../i18n/failure-words.ts';
import { fill } from '../../i18n/texts.ts';
import { wordsOf } from '../../components/words-of.ts';
import { StepsSection } from '../../components/StepsSection.tsx';

type Props = {
  readonly view: View;
  readonly code: FailureCode;
  /** Empty: there is no entry in a log to look up. */
  readonly reference: string;
  /** The failure was left: what to do after that, in place of what to do about it. */
  readonly left?: readonly NextStep[];
};

/** What was not harmed, what to do, who helps, and the numbers to tell them. */
export function FailureReport({ view, code, reference, left }: Props): ReactElement {
  const { texts } = useTexts();
  const names = useNames(view);
  const words = texts.failure;
  const failure = wordsOf(view, code, texts);
  const bankHelps = failure.helper === 'bank';
  return (
    <div className="stack">
      {left === undefined && <p>{fill(failure.safe, names)}</p>}
      <StepsSection id="next" title={words.next} steps={left ?? failure.ended ?? failure.steps} names={names} />
      <SupportDesk bank={view.bank} label={bankHelps ? words.helper : words.desk} code={code} reference={reference}>
        {!bankHelps && (
          <div>
            <dt>{words.helper}</dt>
            <dd>{words.helpers[failure.helper](names.bank, names.tpp)}</dd>
          </div>
        )}
      </SupportDesk>
    </div>
  );
}
