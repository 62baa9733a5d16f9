import type { ReactElement } from 'react';
import type { LinkContents } from '../../../src-main/contract/links.ts';
import { useTexts } from '../../components/app-context.ts';
import { Furigana } from '../../components/Furigana.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { AccountNames } from '../consent/AccountNames.tsx';
import { UpdateTag } from './UpdateTag.tsx';

/** 業務 × accounts, as they are permitted, were, or are taken away. */
export function GivenServices({ services, accounts }: LinkContents): ReactElement {
  const { language } = useTexts();
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
              tag={service.kind === 'update' && <UpdateTag />}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
