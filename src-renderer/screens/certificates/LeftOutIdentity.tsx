import type { ReactElement } from 'react';
import type { LeftOutView } from '../../../src-main/contract/views.ts';
import { useFormat, useTexts } from '../../components/app-context.ts';
import { Icon } from '../../components/Icon.tsx';
import { NextSteps } from '../../components/NextSteps.tsx';
import { WhatToDo } from '../../components/WhatToDo.tsx';
import type { Names } from '../../i18n/texts.ts';
import { failureOfReason } from './identity-choice.ts';
import { PlaceIcon, placeName } from './place.tsx';

type Props = {
  readonly identity: LeftOutView;
  readonly names: Names;
  /** There is one to log in with, so that an old one may be deleted. */
  readonly removable: boolean;
  /** With what to do in sight. */
  readonly open: boolean;
};

/** An 電子証明書 that cannot be chosen, with the reason and what to do. The system itself would just not show it. */
export function LeftOutIdentity({ identity, names, removable, open }: Props): ReactElement {
  const { texts } = useTexts();
  const { date: shownDate } = useFormat();
  const words = texts.certificates;
  const { tag, why, date } = words.reasons[identity.reason];
  const ended = identity.reason === 'expired';
  const replaced = identity.replaced && removable;
  return (
    <li className="choice choice--out">
      <PlaceIcon place={identity.place} />
      <div className="choice__name muted">
        {identity.holder}{' '}
        <span className={ended ? 'tag tag--danger' : 'tag tag--warn'}>
          <Icon name={ended ? 'stop' : 'warn'} />
          {tag}
        </span>
        <span className="choice__sub">
          {placeName(identity, texts)}
          <br />
          {date(shownDate(identity.notBefore), shownDate(identity.notAfter))}
        </span>
        {!ended && <span className="choice__sub">{why(names.bank, identity.issuer)}</span>}
        {replaced && (
          <span className="choice__sub">
            {words.replacedSentence}
            {texts.app.sentenceGap}
            {words.replacedText(shownDate(identity.notAfter))}
          </span>
        )}
        {replaced ? (
          <WhatToDo label={words.howToRemove}>
            <p className="small">
              {words.removeFirst}
              {texts.app.sentenceGap}
              {words.remove[identity.place](identity.serial)}
            </p>
          </WhatToDo>
        ) : (
          <WhatToDo label={words.whatToDo} open={open}>
            <NextSteps steps={texts.failures[failureOfReason[identity.reason]].steps} names={names} />
          </WhatToDo>
        )}
      </div>
    </li>
  );
}
