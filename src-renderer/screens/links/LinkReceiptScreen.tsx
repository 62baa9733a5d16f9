import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useFormat, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { DocumentButtons } from '../../components/DocumentButtons.tsx';
import { Furigana } from '../../components/Furigana.tsx';
import { Gap } from '../../components/Gap.tsx';
import { Page } from '../../components/Page.tsx';
import { PaperHead } from '../../components/PaperHead.tsx';
import { ReceiptNumber } from '../../components/ReceiptNumber.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { GivenServices } from './GivenServices.tsx';
import { versionName } from './link-words.ts';
import { Term } from './LinkScreen.tsx';
import { ProviderName } from './ProviderName.tsx';

type Props = { readonly view: View; readonly screen: ScreenOf<'link-receipt'> };

/** 同意の控え as the bank signed it. */
export function LinkReceiptScreen({ view, screen }: Props): ReactElement {
  const { texts, language } = useTexts();
  const { store } = useParts();
  const { date, dateTime } = useFormat();
  const { receipt, link } = screen;
  const words = texts.links.receipt;
  const { document } = texts.window;
  return (
    <Page
      view={view}
      title={words.title}
      lead={receipt.reduced === null ? words.lead : words.leadReduced}
      foot={
        <Button kind="quiet" onPress={() => void store.ask('links.show', { id: link.id })}>
          {words.back}
        </Button>
      }
    >
      <section className="receipt" aria-labelledby="receipt">
        <PaperHead view={view} title={words.title} />
        <div className="receipt__head">
          <div className="receipt__id">
            <h2 id="receipt">{inLanguage(receipt.tpp.name, language)}</h2>
            <p className="small muted">
              {receipt.number !== null && (
                <span className="receipt__no">
                  <ReceiptNumber>{receipt.number}</ReceiptNumber>
                </span>
              )}
              <span className="nowrap">{document.decidedAt(dateTime(receipt.decided_at))}</span>
            </p>
          </div>
          <DocumentButtons />
        </div>
        <div className="panel">
          <dl className="terms terms--wide">
            <Term name={words.who}>
              {receipt.member.name}
              <span className="aside aside--below">{receipt.member.company}</span>
            </Term>
            <Term name={texts.consent.to}>
              <ProviderName tpp={receipt.tpp} />
            </Term>
            <Term name={texts.consent.what}>
              <GivenServices services={receipt.services} accounts={receipt.accounts} />
            </Term>
            <Term name={words.until}>
              <b>{texts.consent.untilText(date(receipt.ends_on))}</b>
            </Term>
            <Term name={words.intent}>
              {receipt.intent.text === null ? (
                words.intentMissing
              ) : (
                <span className="agreed">
                  <Furigana>{inLanguage(receipt.intent.text, language)}</Furigana>
                </span>
              )}
              <Gap />
              <span className="aside nowrap">{words.version(versionName(receipt.intent.version, date))}</span>
            </Term>
            {receipt.reduced !== null && (
              <Term name={words.left}>
                <GivenServices services={receipt.reduced.services} accounts={receipt.reduced.accounts} />
                <span className="aside aside--below">{words.reducedAt(dateTime(receipt.reduced.at))}</span>
              </Term>
            )}
          </dl>
        </div>
      </section>
    </Page>
  );
}
