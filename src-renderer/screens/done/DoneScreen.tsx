import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { Outcome, ScreenOf } from '../../bridge/view-types.ts';
import { useFormat, useNames, useParts, useTexts, useViewState } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { DocumentButtons } from '../../components/DocumentButtons.tsx';
import { Furigana } from '../../components/Furigana.tsx';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { PaperHead } from '../../components/PaperHead.tsx';
import { ReceiptNumber } from '../../components/ReceiptNumber.tsx';
import { SupportDesk } from '../../components/SupportDesk.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { Term, Terms } from '../consent/Terms.tsx';
import { versionName } from '../links/link-words.ts';
import { HandOff } from './HandOff.tsx';
import { NotMade } from './NotMade.tsx';

type Props = { readonly view: View; readonly screen: ScreenOf<'done'> };

const seals: Readonly<Record<Outcome, IconName>> = {
  permitted: 'check',
  refused: 'minus',
  cancelled: 'minus',
  failed: 'x',
};

/** How it ended, and the way back to the TPP. */
export function DoneScreen({ view, screen }: Props): ReactElement {
  const { texts, language } = useTexts();
  const { store } = useParts();
  const names = useNames(view);
  const last = useViewState((state) => state.last);
  const words = texts.done;
  const { date, dateTime } = useFormat();
  const { kept } = texts.window.document;
  const permitted = screen.outcome === 'permitted';
  const consent = permitted && last?.step.kind === 'consent' ? last.step : null;
  return (
    <Page
      view={view}
      title={words[screen.outcome].title}
      lead={
        permitted && !screen.handedBack
          ? words.permittedNotTold(names.tpp)
          : words[screen.outcome].lead(names.bank, names.tpp)
      }
      seal={<Icon name={seals[screen.outcome]} />}
      sealTone={permitted ? 'good' : screen.outcome === 'failed' ? 'bad' : 'plain'}
      foot={
        <>
          <Button kind="secondary" push onPress={() => void store.ask('flow.close', undefined)}>
            {texts.app.toStart}
          </Button>
          <Button kind="secondary" onPress={() => void store.quit()}>
            {texts.app.quit}
          </Button>
        </>
      }
    >
      <div className="stack">
        <HandOff view={view} opened={screen.handedBack} outcome={screen.outcome} />
        {!screen.handedBack && screen.outcome !== 'failed' && (
          <div className="no-print">
            <SupportDesk bank={view.bank} label={texts.failure.desk} code="authorization.cannot-return" />
          </div>
        )}
        {screen.outcome === 'failed' && <NotMade view={view} />}
        {consent !== null && (
          <section className="receipt" aria-labelledby="receipt">
            <PaperHead view={view} title={words.receipt} />
            <div className="receipt__head">
              <div className="receipt__id">
                <h2 id="receipt">
                  <Furigana>{words.receipt}</Furigana>
                </h2>
                {screen.receipt !== undefined && (
                  <p className="small muted">
                    <ReceiptNumber>{screen.receipt.number}</ReceiptNumber>{' '}
                    <span className="nowrap">
                      {texts.window.document.decidedAt(dateTime(screen.receipt.decidedAt))}
                    </span>
                  </p>
                )}
              </div>
              <DocumentButtons />
            </div>
            {screen.receipt?.kept === 'memory' && (
              <div className="receipt__warn">
                <Notice tone="warn" title={kept.memory}>
                  {kept.memoryText}
                </Notice>
              </div>
            )}
            <Terms view={view} step={consent} label={words.summary} who={words.who}>
              <Term name={texts.links.receipt.intent}>
                <span className="agreed">
                  <Furigana>{inLanguage(consent.intent.text, language)}</Furigana>
                </span>
                <span className="aside nowrap">
                  {texts.links.receipt.version(versionName(consent.intent.version, date))}
                </span>
              </Term>
            </Terms>
            {screen.receipt !== undefined && screen.receipt.kept !== 'memory' && (
              <p className="receipt__kept small muted">
                <Furigana>{kept[screen.receipt.kept ?? 'unknown']}</Furigana>
              </p>
            )}
          </section>
        )}
      </div>
    </Page>
  );
}
