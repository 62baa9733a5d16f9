import type { ReactElement } from 'react';
import type { LinkContents } from '../../../src-main/contract/links.ts';
import { useTexts } from '../../components/app-context.ts';
import { Furigana } from '../../components/Furigana.tsx';
import { Gap } from '../../components/Gap.tsx';
import { Icon } from '../../components/Icon.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { AccountNames } from '../consent/AccountNames.tsx';

/** 業務 × accounts, as they are permitted, were, or are taken away. */
export function GivenServices({ services, accounts }: LinkContents): ReactElement {
  const { texts, language } = useTexts();
  return (
    <ul className="grid2">
      {services.map((service) => (
        <li key={service.id}>
          <b>
            <Furigana>{inLanguage(service.label, language)}</Furigana>
          </b>
          <span>
            <AccountNames
              accounts={accounts.filter(({ id }) => service.accounts.includes(id))}
              tag={
                service.kind === 'update' && (
                  <>
                    <Gap />
                    <span className="tag tag--warn">
                      <Icon name="warn" />
                      {texts.consent.update}
                    </span>
                  </>
                )
              }
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
