import { Fragment, type ReactElement } from 'react';
import type { IdentityView } from '../../../src-main/contract/views.ts';
import { useTexts } from '../../components/app-context.ts';
import { Icon } from '../../components/Icon.tsx';
import type { Texts } from '../../i18n/texts.ts';

/** 「ICトークン SafeKey 3」 or 「このPCの証明書ストア」. */
export function placeName({ token }: Pick<IdentityView, 'token'>, texts: Texts): string {
  return token === null ? texts.certificates.store : texts.certificates.token(token.label.trim());
}

/** 「読み取りソフトウェア：SafeKey トークン」: a line breaks before a name, and inside only of one longer than the line. */
export function ReadBy({ modules }: { readonly modules: readonly string[] }): ReactElement {
  const { texts } = useTexts();
  return (
    <>
      {texts.certificates.readBy}
      {modules.map((name, index) => (
        <Fragment key={name}>
          {index > 0 && texts.app.listSeparator}
          <span className="whole">{name}</span>
        </Fragment>
      ))}
    </>
  );
}

export function PlaceIcon({ place }: Pick<IdentityView, 'place'>): ReactElement {
  return (
    <span className="muted">
      <Icon name={place === 'token' ? 'token' : 'pc'} />
    </span>
  );
}
