import type { ReactElement } from 'react';
import type { CallInput } from '../../../src-main/contract/calls.ts';
import type { LinkContents, LinkView } from '../../../src-main/contract/links.ts';
import { useParts, useTexts } from '../../components/app-context.ts';
import { AskingButton } from '../../components/AskingButton.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { afterWhose } from './link-words.ts';
import { WhatStops } from './WhatStops.tsx';

type Props = {
  readonly link: LinkView;
  /** What is taken out, and what stays. */
  readonly taken: LinkContents;
  readonly permissions: CallInput<'links.reduce'>['permissions'];
  readonly disabled: boolean;
  readonly describedBy: string;
};

/** 「範囲を減らす」: the question names exactly what is taken away. */
export function ReduceButton({ link, taken, permissions, disabled, describedBy }: Props): ReactElement {
  const { texts, language } = useTexts();
  const { store } = useParts();
  const words = texts.links.reduction;
  return (
    <AskingButton
      kind="primary"
      label={words.reduce}
      disabled={disabled}
      describedBy={describedBy}
      title={words.question(inLanguage(link.tpp.name, language))}
      text={afterWhose(link, words.stops, texts)}
      yes={words.yes}
      no={words.no}
      onYes={() => void store.ask('links.reduce', { id: link.id, permissions })}
    >
      <WhatStops label={words.taken} contents={taken} />
      <p>{words.again}</p>
    </AskingButton>
  );
}
