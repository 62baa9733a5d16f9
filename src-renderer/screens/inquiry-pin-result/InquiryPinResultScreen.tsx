import type { ReactElement } from 'react';
import type { SnapshotView, View } from '../../../src-main/contract/views.ts';
import type { PinAccount, StepOf } from '../../bridge/view-types.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { useNames, useSend, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { accountName, formatDateTime } from '../../i18n/format.ts';
import { PinTag } from '../inquiry-pin/pin-account-tag.tsx';

type Props = { readonly view: View; readonly snapshot: SnapshotView; readonly step: StepOf<'inquiryPinResult'> };

/** 手順4. */
export function InquiryPinResultScreen({ view, snapshot, step }: Props): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.pinResult;
  const names = useNames(view);
  const send = useSend(snapshot);
  const now = step.accounts.filter(({ state }) => state === 'registered-now');
  return (
    <Page
      view={view}
      number={4}
      title={words.title}
      lead={words.lead}
      foot={
        <>
          <CancelButton view={view} />
          <span className="push" />
          {snapshot.allowed.includes('back') && (
            <Button kind="secondary" onPress={() => void send({ kind: 'back' })}>
              {texts.app.back}
            </Button>
          )}
          {snapshot.allowed.includes('register-another') && (
            <Button kind="secondary" onPress={() => void send({ kind: 'register-another' })}>
              {words.another}
            </Button>
          )}
          <Button
            kind="primary"
            disabled={!snapshot.allowed.includes('confirm-result')}
            onPress={() => void send({ kind: 'confirm-result' })}
          >
            {words.confirm}
          </Button>
        </>
      }
    >
      <div className="stack">
        {now.length > 0 && (
          <Notice
            tone="ok"
            role="status"
            title={words.registeredNow(
              now.map(({ account }) => accountName(account, texts, language)).join(texts.app.listSeparator),
            )}
          >
            {words.registeredNowText(names.tpp)}
          </Notice>
        )}
        <section aria-label={words.list}>
          <h2 className="h2">{texts.pin.accounts(step.accounts.length)}</h2>
          <ul className="rows">
            {step.accounts.map((entry) => (
              <Row key={entry.account.id} entry={entry} />
            ))}
          </ul>
        </section>
      </div>
    </Page>
  );
}

function Row({ entry }: { readonly entry: PinAccount }): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.pinResult;
  return (
    <li className={entry.state === 'registered-now' ? 'row row--new' : 'row'}>
      <span>
        <b>{accountName(entry.account, texts, language)}</b>
        <small>
          {entry.registeredAt === null
            ? words.notes[entry.state]
            : words.registeredAt(formatDateTime(entry.registeredAt, language))}
        </small>
      </span>
      <PinTag state={entry.state} />
    </li>
  );
}
