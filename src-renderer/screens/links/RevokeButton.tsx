import type { ReactElement } from 'react';
import type { LinkView } from '../../../src-main/contract/links.ts';
import { useParts, useTexts } from '../../components/app-context.ts';
import { AskingButton } from '../../components/AskingButton.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { afterWhose } from './link-words.ts';
import { WhatStops } from './WhatStops.tsx';

type Props = { readonly link: LinkView };

/** 「連携を解除する」: the question names what stops. */
export function RevokeButton({ link }: Props): ReactElement {
  const { texts, language } = useTexts();
  const { store } = useParts();
  const { one, question } = texts.links;
  return (
    <AskingButton
      kind="danger"
      label={one.revoke}
      title={question.title(inLanguage(link.tpp.name, language))}
      text={afterWhose(link, question.stops, texts)}
      yes={question.yes}
      no={question.no}
      onYes={() => void store.ask('links.revoke', { id: link.id })}
    >
      <WhatStops label={one.what} contents={link} />
      <p>{question.again}</p>
    </AskingButton>
  );
}
