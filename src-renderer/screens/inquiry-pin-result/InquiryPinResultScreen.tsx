import type { ReactElement } from 'react';
import type { SnapshotView, View } from '../../../src-main/contract/views.ts';
import type { PinAccount, StepOf } from '../../bridge/view-types.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { useFormat, useNames, useSend, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Furigana } from '../../components/Furigana.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { accountName } from '../../i18n/format.ts';
import { sentences } from '../../i18n/texts.ts';
import { PinTag } from '../inquiry-pin/pin-account-tag.tsx';
import { parted } from './parted.ts';

type Props = { readonly view: View; readonly snapshot: SnapshotView; readonly step: StepOf<'inquiryPinResult'> };

/** 手順4. What is not registered stands apart: only that can be tried again. */
export function InquiryPinResultScreen({ view, snapshot, step }: Props): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.pinResult;
  const names = useNames(view);
  const send = useSend(snapshot);
  const { now, registered, missing } = parted(step.accounts);
  const again = snapshot.allowed.includes('register-another');
  const canRegister = again && missing.some(({ state }) => state === 'unregistered');
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
          {again && (
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
        <Accounts title={words.succeeded(registered.length)} accounts={registered} />
        <Accounts
          title={words.failed(missing.length)}
          note={sentences([words.failedText, canRegister ? words.failedAgain : null], texts)}
          accounts={missing}
        />
      </div>
    </Page>
  );
}

type AccountsProps = {
  readonly title: string;
  readonly note?: string | null;
  readonly accounts: readonly PinAccount[];
};

function Accounts({ title, note = null, accounts }: AccountsProps): ReactElement | null {
  if (accounts.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="h2">
        <Furigana>{title}</Furigana>
      </h2>
      {note !== null && (
        <p className="small muted rows-note">
          <Furigana>{note}</Furigana>
        </p>
      )}
      <ul className="rows">
        {accounts.map((entry) => (
          <Row key={entry.account.id} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

/** An account's tries before anybody was wrong (DOMAIN §2). */
const usualTries = 3;

function Row({ entry }: { readonly entry: PinAccount }): ReactElement {
  const { texts, language } = useTexts();
  const { dateTime } = useFormat();
  const words = texts.pinResult;
  const { state, registeredAt, triesLeft } = entry;
  const note =
    registeredAt !== null
      ? words.registeredAt(dateTime(registeredAt))
      : state === 'unregistered' && triesLeft < usualTries
        ? words.wrongBefore(triesLeft)
        : words.notes[state];
  return (
    <li className={state === 'registered-now' ? 'row row--new' : 'row'}>
      <span>
        <b>
          <Furigana>{accountName(entry.account, texts, language)}</Furigana>
        </b>
        <small>
          <Furigana>{note}</Furigana>
        </small>
      </span>
      <PinTag state={state} />
    </li>
  );
}
