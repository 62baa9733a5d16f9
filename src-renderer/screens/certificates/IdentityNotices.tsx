import type { ReactElement } from 'react';
import type { IdentityView } from '../../../src-main/contract/views.ts';
import { useTexts } from '../../components/app-context.ts';
import { Notice } from '../../components/Notice.tsx';
import { WhatToDo } from '../../components/WhatToDo.tsx';

type Props = { readonly identity: IdentityView; readonly bank: string };

/** What is to be done about the chosen 電子証明書: renew it soon, or take the newer one. */
export function IdentityNotices({ identity, bank }: Props): ReactElement | null {
  const { texts } = useTexts();
  const words = texts.certificates;
  const { ending, daysLeft, replaced, place, serial } = identity;
  if (replaced) {
    return (
      <Notice tone="warn" title={words.replaced}>
        {words.takeNewer}
        {texts.app.sentenceGap}
        {words.replacedText}
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
      {words.ending[ending](bank)}
    </Notice>
  );
}
