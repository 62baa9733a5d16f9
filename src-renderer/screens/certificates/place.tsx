import type { ReactElement } from 'react';
import type { IdentityView } from '../../../src-main/contract/views.ts';
import { Icon } from '../../components/Icon.tsx';
import type { Texts } from '../../i18n/texts.ts';

/** 「ICトークン SafeKey 3」 or 「このPCの証明書ストア」. */
export function placeName({ token }: Pick<IdentityView, 'token'>, texts: Texts): string {
  return token === null ? texts.certificates.store : texts.certificates.token(token.label.trim());
}

export function PlaceIcon({ place }: Pick<IdentityView, 'place'>): ReactElement {
  return (
    <span className="muted">
      <Icon name={place === 'token' ? 'token' : 'pc'} />
    </span>
  );
}
