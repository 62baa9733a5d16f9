import { useState, type ReactElement } from 'react';
import type { CallInput } from '../../../src-main/contract/calls.ts';
import type { LinkContents, LinkView } from '../../../src-main/contract/links.ts';
import { useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { WhatStops } from './WhatStops.tsx';

type Props = {
  readonly link: LinkView;
  /** What is taken out, and what stays. */
  readonly taken: LinkContents;
  readonly permissions: CallInput<'links.reduce'>['permissions'];
  readonly disabled: boolean;
  readonly describedBy: string;
};

/** 「範囲を減らす」: asks once, and names exactly what is taken away. */
export function ReduceButton({ link, taken, permissions, disabled, describedBy }: Props): ReactElement {
  const { texts, language } = useTexts();
  const { store } = useParts();
  const [asking, setAsking] = useState(false);
  const words = texts.links.reduction;
  const close = (): void => {
    setAsking(false);
  };
  return (
    <>
      <Button
        kind="primary"
        disabled={disabled}
        describedBy={describedBy}
        onPress={() => {
          setAsking(true);
        }}
      >
        {words.reduce}
      </Button>
      {asking && (
        <Dialog
          role="alertdialog"
          title={words.question(inLanguage(link.tpp.name, language))}
          text={`${link.member.own ? '' : `${texts.links.question.of(link.member.name)}${texts.app.sentenceGap}`}${words.stops}`}
          onClose={close}
          buttons={
            <>
              <Button
                kind="danger"
                onPress={() => {
                  close();
                  void store.ask('links.reduce', { id: link.id, permissions });
                }}
              >
                {words.yes}
              </Button>
              <button type="button" className="btn btn--primary" onClick={close}>
                {words.no}
              </button>
            </>
          }
        >
          <WhatStops label={words.taken} contents={taken} />
          <p>{words.again}</p>
        </Dialog>
      )}
    </>
  );
}
