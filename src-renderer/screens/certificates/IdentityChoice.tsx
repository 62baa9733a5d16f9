import { useEffect, useRef, type ReactElement } from 'react';
import type { IdentityView } from '../../../src-main/contract/views.ts';
import { useTexts } from '../../components/app-context.ts';
import { Icon } from '../../components/Icon.tsx';
import { formatDate } from '../../i18n/format.ts';
import { PlaceIcon, placeName } from './place.tsx';

type Props = { readonly identity: IdentityView; readonly checked: boolean; readonly onChoose: () => void };

/** One 電子証明書 that can be chosen. */
export function IdentityChoice({ identity, checked, onChoose }: Props): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.certificates;
  const ref = useRef<HTMLLabelElement>(null);
  const preselected = useRef(checked);
  useEffect(() => {
    // The preselected one may lie far down in a long list.
    if (preselected.current) ref.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <label ref={ref} className="choice">
      <input type="radio" name="identity" checked={checked} onChange={onChoose} />
      <span className="choice__name">
        {identity.holder}
        <span className="choice__sub">
          {placeName(identity, texts)}
          <br />
          {words.endsOn(formatDate(identity.notAfter, language))}
        </span>
        {(identity.replaced || identity.ending !== null) && (
          <span className="choice__tags">
            {identity.ending !== null && (
              <span className="tag tag--warn">
                <Icon name="clock" />
                {words.daysTag(identity.daysLeft)}
              </span>
            )}
            {identity.replaced && <span className="tag">{words.replacedTag}</span>}
          </span>
        )}
      </span>
      <PlaceIcon place={identity.place} />
    </label>
  );
}
