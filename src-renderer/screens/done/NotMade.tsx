import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import { useNames, useTexts } from '../../components/app-context.ts';
import { NextSteps } from '../../components/NextSteps.tsx';
import { SupportDesk } from '../../components/SupportDesk.tsx';

/** After a failure: where to go on, and whom to ask. Its code was on the screen before. */
export function NotMade({ view }: { readonly view: View }): ReactElement {
  const { texts } = useTexts();
  const names = useNames(view);
  return (
    <>
      <section aria-labelledby="next">
        <h2 className="h2 h2--l" id="next">
          {texts.failure.next}
        </h2>
        <NextSteps steps={texts.done.failedSteps} names={names} />
      </section>
      <SupportDesk bank={view.bank} label={texts.failure.desk} />
    </>
  );
}
