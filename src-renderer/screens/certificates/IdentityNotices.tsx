import type { ReactElement } from 'react';
import type { IdentityView } from '../../../src-main/contract/views.ts';
import { useFormat, useTexts } from '../../components/app-context.ts';
import { NextSteps } from '../../components/NextSteps.tsx';
import { Notice } from '../../components/Notice.tsx';
import { WhatToDo } from '../../components/WhatToDo.tsx';
import type { Names } from '../../i18n/texts.ts';

type Props = { readonly identity: IdentityView; readonly names: Names };

/** What is to be done about the chosen 電子証明書: have its token unlocked, renew it soon, or take the newer one. */
export function IdentityNotices({ identity, names }: Props): ReactElement | null {
  const { texts } = useTexts();
  const { date } = useFormat();
  const words = texts.certificates;
  const { ending, daysLeft, replaced, place, serial, token, notAfter } = identity;
  if (token?.locked === true) {
    return (
      <Notice tone="danger" title={words.locked}>
        {words.lockedText}
        <WhatToDo label={words.whatToDo}>
          <NextSteps steps={texts.failures['token.pin-locked'].steps} names={names} />
        </WhatToDo>
      </Notice>
    );
  }
  if (replaced) {
    return (
      <Notice tone="warn" title={words.replaced}>
        {words.takeNewer}
        {texts.app.sentenceGap}
        {words.replacedText(date(notAfter))}
        <WhatToDo label={words.howToRemove}>
          <p>
            {words.removeFirst}
            {texts.app.sentenceGap}
            {words.remove[place](serial)}
          </p>
        </WhatToDo>
      </Notice>
    );
  }
  if (ending === null || ending === 'ended') return null;
  return (
    <Notice tone="warn" icon="clock" title={words.endingTitle(daysLeft)}>
      {words.ending[ending](names.bank)}
    </Notice>
  );
}
