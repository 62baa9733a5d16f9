import { useState, type ReactElement } from 'react';
import type { SnapshotView, View } from '../../../src-main/contract/views.ts';
import type { StepOf } from '../../bridge/view-types.ts';
import { AskOnce } from '../../components/AskOnce.tsx';
import { useFormat, useNames, useSend, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { DocumentButtons } from '../../components/DocumentButtons.tsx';
import { Furigana } from '../../components/Furigana.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { PaperHead } from '../../components/PaperHead.tsx';
import { useBelow } from '../../components/use-below.ts';
import { DifferenceTable } from './DifferenceTable.tsx';
import { accountName, inLanguage } from '../../i18n/format.ts';
import { Terms } from './Terms.tsx';

type Props = { readonly view: View; readonly snapshot: SnapshotView; readonly step: StepOf<'consent'> };

/** 手順5. */
export function ConsentScreen({ view, snapshot, step }: Props): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.consent;
  const names = useNames(view);
  const send = useSend(snapshot);
  const { date } = useFormat();
  const [proceeds, setProceeds] = useState(false);
  const { ref: proceed, below } = useBelow<HTMLLabelElement>();
  const { allowed } = snapshot;
  const leftOut = step.accounts.filter((account) => step.leftOut.includes(account.id));
  return (
    <Page
      holds
      view={view}
      number={5}
      title={words.title}
      lead={words.lead(names.tpp)}
      foot={
        <>
          <span className="small muted" id="missing">
            {!proceeds && below && (
              <>
                <Icon name="down" />{' '}
              </>
            )}
            <Furigana>{proceeds ? words.foot : below ? words.missingBelow : words.missing}</Furigana>
          </span>
          {allowed.includes('back') && (
            <Button kind="secondary" push onPress={() => void send({ kind: 'back' })}>
              {texts.app.back}
            </Button>
          )}
          <AskOnce
            view={view}
            about="refuse"
            label={words.refuse}
            kind="secondary"
            push={!allowed.includes('back')}
            disabled={!allowed.includes('refuse')}
            onYes={() => void send({ kind: 'refuse' })}
          />
          <Button
            kind="primary"
            disabled={!proceeds || !allowed.includes('permit')}
            describedBy="missing"
            onPress={() => void send({ kind: 'permit', intentVersion: step.intent.version })}
          >
            {words.permit}
          </Button>
        </>
      }
    >
      <div className="stack">
        {step.existing !== null && (
          <Notice tone="plain" title={words.existing}>
            {words.existingText(names.tpp, date(step.existing.endsOn))}
          </Notice>
        )}
        {leftOut.length > 0 && (
          <Notice tone="warn" title={words.leftOut}>
            {words.leftOutText(
              leftOut.map((account) => accountName(account, texts, language)).join(texts.app.listSeparator),
              leftOut.length,
            )}
          </Notice>
        )}
        <DifferenceTable step={step} />
        <div>
          <PaperHead view={view} title={texts.window.document.consentTitle} />
          <Terms view={view} step={step} label={words.terms} who={words.who} whoOnPaper />
        </div>
      </div>
      <section className="intent" aria-labelledby="intent">
        <div className="intent__text">
          <h2 id="intent">
            <Furigana>{words.intent}</Furigana>
          </h2>
          <Furigana>{inLanguage(step.intent.text, language)}</Furigana>
        </div>
        <label ref={proceed} className="choice">
          <input
            type="checkbox"
            checked={proceeds}
            onChange={(event) => {
              setProceeds(event.target.checked);
            }}
          />
          <span className="choice__name">
            <Furigana>{words.proceed}</Furigana>
          </span>
        </label>
      </section>
      <DocumentButtons />
    </Page>
  );
}
