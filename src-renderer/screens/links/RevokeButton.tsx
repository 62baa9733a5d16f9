import { useState, type ReactElement } from 'react';
import type { LinkView } from '../../../src-main/contract/links.ts';
import { useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { WhatStops } from './WhatStops.tsx';

type Props = { readonly link: LinkView };

/** 「連携を解除する」: asks once, and names what stops. */
export function RevokeButton({ link }: Props): ReactElement {
  const { texts, language } = useTexts();
  const { store } = useParts();
  const [asking, setAsking] = useState(false);
  const words = texts.links.question;
  const close = (): void => {
    setAsking(false);
  };
  return (
    <>
      <Button
        kind="danger"
        onPress={() => {
          setAsking(true);
        }}
      >
        {texts.links.one.revoke}
      </Button>
      {asking && (
        <Dialog
          role="alertdialog"
          title={words.title(inLanguage(link.tpp.name, language))}
          text={`${link.member.own ? '' : `${words.of(link.member.name)}${texts.app.sentenceGap}`}${words.stops}`}
          onClose={close}
          buttons={
            <>
              <Button
                kind="danger"
                onPress={() => {
                  close();
                  void store.ask('links.revoke', { id: link.id });
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
          <WhatStops label={texts.links.one.what} contents={link} />
          <p>{words.again}</p>
        </Dialog>
      )}
    </>
  );
}
