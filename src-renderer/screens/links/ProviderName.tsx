import type { ReactElement } from 'react';
import type { LinkView } from '../../../src-main/contract/links.ts';
import { useTexts } from '../../components/app-context.ts';
import { Gap } from '../../components/Gap.tsx';
import { ProperName } from '../../components/ProperName.tsx';
import { RegistrationNumber } from '../../components/RegistrationNumber.tsx';
import { inLanguage } from '../../i18n/format.ts';

type Props = { readonly tpp: Pick<LinkView['tpp'], 'name' | 'company' | 'registration'> };

/** A 連携先 by the name customers know, and below it who that is. */
export function ProviderName({ tpp }: Props): ReactElement {
  const { texts, language } = useTexts();
  return (
    <>
      <b>
        <ProperName>{inLanguage(tpp.name, language)}</ProperName>
      </b>
      <span className="aside aside--below">
        <span className="whole">
          <ProperName>{tpp.company}</ProperName>
        </span>
        <Gap />
        <span className="whole">
          <RegistrationNumber>{texts.consent.registration(tpp.registration)}</RegistrationNumber>
        </span>
      </span>
    </>
  );
}
