import { memo, type ChangeEvent, type ReactElement } from 'react';
import type { IdentityView } from '../../../src-main/contract/views.ts';
import { Icon } from '../../components/Icon.tsx';
import { formatDate } from '../../i18n/format.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { Language } from '../../stores/language-store.ts';
import type { Calendar } from '../../stores/preferences-store.ts';
import { certificateKey } from './identity-choice.ts';
import { PlaceIcon, placeName } from './place.tsx';

/** What all rows have in common: they ask for nothing themselves, so that two hundred are drawn in a moment. */
export type RowWords = { readonly texts: Texts; readonly language: Language; readonly calendar: Calendar };

type Props = RowWords & {
  readonly identity: IdentityView;
  readonly checked: boolean;
  /** An old one of the same person lies about. */
  readonly renewed: boolean;
  /** Gets the `certificateKey`, as the value of the radio button. */
  readonly onChoose: (event: ChangeEvent<HTMLInputElement>) => void;
};

/** One 電子証明書 that can be chosen. */
export const IdentityChoice = memo(function IdentityChoice(props: Props): ReactElement {
  const { identity, checked, renewed, onChoose, texts, language, calendar } = props;
  const words = texts.certificates;
  const locked = identity.token?.locked === true;
  return (
    <label className="choice">
      <input type="radio" name="identity" value={certificateKey(identity)} checked={checked} onChange={onChoose} />
      <span className="choice__name">
        {identity.holder}
        <span className="choice__sub">
          {placeName(identity, texts)}
          <br />
          {words.endsOn(formatDate(identity.notAfter, language, calendar))}
        </span>
        {(locked || identity.replaced || renewed || identity.ending !== null) && (
          <span className="choice__tags">
            {locked && (
              <span className="tag tag--danger">
                <Icon name="lock" />
                {words.lockedTag}
              </span>
            )}
            {identity.ending !== null && (
              <span className="tag tag--warn">
                <Icon name="clock" />
                {words.daysTag(identity.daysLeft)}
              </span>
            )}
            {identity.replaced && <span className="tag">{words.replacedTag}</span>}
            {renewed && <span className="tag tag--brand">{words.renewedTag}</span>}
          </span>
        )}
      </span>
      <PlaceIcon place={identity.place} />
    </label>
  );
});
