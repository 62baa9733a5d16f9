import type { ReactElement } from 'react';
import type { FailureCode } from '../../../src-main/contract/failure.ts';
import type { View } from '../../../src-main/contract/views.ts';
import { useNames, useTexts } from '../../components/app-context.ts';
import { NextSteps } from '../../components/NextSteps.tsx';
import { SupportDesk } from '../../components/SupportDesk.tsx';
import { fill } from '../../i18n/texts.ts';
import { wordsOf } from '../../components/words-of.ts';

type Props = {
  readonly view: View;
  readonly code: FailureCode;
  /** Empty: there is no entry in a log to look up. */
  readonly reference: string;
};

/** What was not harmed, what to do, who helps, and the numbers to tell them. */
export function FailureReport({ view, code, reference }: Props): ReactElement {
  const { texts } = useTexts();
  const names = useNames(view);
  const words = texts.failure;
  const failure = wordsOf(view, code, texts);
  const bankHelps = failure.helper === 'bank';
  return (
    <div className="stack">
      <p>{fill(failure.safe, names)}</p>
      <section aria-labelledby="next">
        <h2 className="h2 h2--l" id="next">
          {words.next}
        </h2>
        <NextSteps steps={failure.ended ?? failure.steps} names={names} />
      </section>
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
