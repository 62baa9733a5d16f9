import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useFormat, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { DocumentButtons } from '../../components/DocumentButtons.tsx';
import { Furigana } from '../../components/Furigana.tsx';
import { Page } from '../../components/Page.tsx';
import { PaperHead } from '../../components/PaperHead.tsx';
import { ReceiptNumber } from '../../components/ReceiptNumber.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { GivenServices } from './GivenServices.tsx';
import { Term } from './LinkScreen.tsx';

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
      lead={words.lead}
      foot={
        <Button kind="secondary" onPress={() => void store.ask('links.show', { id: link.id })}>
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
              {receipt.number !== null && <ReceiptNumber>{receipt.number}</ReceiptNumber>}{' '}
              <span className="nowrap">{document.decidedAt(dateTime(receipt.decided_at))}</span>
            </p>
          </div>
          <DocumentButtons />
        </div>
        <div className="panel">
          <dl className="terms">
            <Term name={words.who}>
              {receipt.member.name}
              <span className="aside">{receipt.member.company}</span>
            </Term>
            <Term name={texts.consent.to}>
              <b>{inLanguage(receipt.tpp.name, language)}</b>
              <span className="aside">{receipt.tpp.company}</span>
              <span className="aside">{texts.consent.registration(receipt.tpp.registration)}</span>
            </Term>
            <Term name={texts.consent.what}>
              <GivenServices services={receipt.services} accounts={receipt.accounts} />
            </Term>
            <Term name={words.until}>
              <b>{texts.links.until(date(receipt.ends_on))}</b>
            </Term>
            <Term name={words.intent}>
              {receipt.intent.text === null ? (
                words.intentMissing
              ) : (
                <span className="agreed">
                  <Furigana>{inLanguage(receipt.intent.text, language)}</Furigana>
                </span>
              )}
              <span className="aside">{words.version(receipt.intent.version)}</span>
            </Term>
          </dl>
        </div>
      </section>
    </Page>
  );
}
