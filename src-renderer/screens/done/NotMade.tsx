import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import { useNames, useTexts, useViewState } from '../../components/app-context.ts';
import { SupportDesk } from '../../components/SupportDesk.tsx';
import { StepsSection } from '../../components/StepsSection.tsx';
import { FailureReport } from '../failure/FailureReport.tsx';

/** After a failure: where to go on, whom to ask, and the failure's code and number where it was seen here. */
export function NotMade({ view }: { readonly view: View }): ReactElement {
  const { texts } = useTexts();
  const names = useNames(view);
  const failure = useViewState((state) => state.failure);
  if (failure !== null) {
    const { code, reference } = failure;
    return <FailureReport view={view} code={code} reference={reference} left={texts.done.failedSteps} />;
  }
  return (
    <>
      <StepsSection id="next" title={texts.failure.next} steps={texts.done.failedSteps} names={names} />
      <SupportDesk bank={view.bank} label={texts.failure.desk} />
    </>
  );
}
