import { useState, type ReactElement } from 'react';
import type { SnapshotView, View } from '../../../src-main/contract/views.ts';
import type { StepOf } from '../../bridge/view-types.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { useNames, useSend, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { RefusalNotice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { Tries } from '../../components/Tries.tsx';
import { accountName } from '../../i18n/format.ts';
import { KeypadArea } from '../../keypad/KeypadArea.tsx';
import { useKeypad } from '../../keypad/use-keypad.ts';
import { PinAccounts } from './PinAccounts.tsx';
import { PinNotice } from './PinNotice.tsx';
import { Slots } from './Slots.tsx';

type Props = { readonly view: View; readonly snapshot: SnapshotView; readonly step: StepOf<'inquiryPin'> };

/** The account whose number was sent last, with what had been refused until then. */
type Sent = { readonly id: string; readonly reference: string | null; readonly before: string | null };

/** A fresh account's tries (DOMAIN §2); a bank that grants more shows more bars. */
const usualTries = 3;

/** 手順3. */
export function InquiryPinScreen({ view, snapshot, step }: Props): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.pin;
  const names = useNames(view);
  const send = useSend(snapshot);
  const keypad = useKeypad('inquiry-pin');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const open = step.accounts.filter(({ state }) => state === 'unregistered');
  // After one was refused for good, nothing is entered for the next before the customer has seen which that is.
  const chosen = open.find(({ account }) => account.id === chosenId) ?? (sent === null ? open[0] : undefined);
  const { entered, phase } = keypad.state;
  const gone = phase === 'failed';
  const complete = entered.length === step.digits && !gone;
  const { notice } = view;
  // Until the answer is there, what is refused above the accounts is still the one before.
  const refusedId = sent === null ? null : notice?.reference === sent.reference ? sent.before : sent.id;
  const refused = step.accounts.find(({ account }) => account.id === refusedId);

  const choose = (account: string): void => {
    setChosenId(account);
    keypad.session.clear();
  };

  const register = async (): Promise<void> => {
    if (chosen === undefined) return;
    const id = await keypad.session.take();
    if (id === null) return;
    setSent({ id: chosen.account.id, reference: notice?.reference ?? null, before: refusedId });
    setChosenId(chosen.account.id);
    await send({ kind: 'register-inquiry-pin', account: chosen.account.id, pad: id });
    keypad.session.spend();
  };

  return (
    <Page
      view={{ ...view, notice: null }}
      number={3}
      title={words.title}
      lead={open.length > 0 ? words.lead : snapshot.allowed.includes('back') ? words.chooseOthers : words.noneOpen}
      foot={
        <>
          <CancelButton view={view} />
          <span className="foot__sum" id="missing">
            {chosen === undefined
              ? open.length === 0
                ? words.noneOpen
                : words.choose
              : complete
                ? ''
                : gone
                  ? texts.password.closed
                  : words.missing(step.digits - entered.length)}
          </span>
          {snapshot.allowed.includes('back') && (
            <Button kind="secondary" onPress={() => void send({ kind: 'back' })}>
              {texts.app.back}
            </Button>
          )}
          {snapshot.allowed.includes('skip-inquiry-pin') && (
            <Button kind="secondary" onPress={() => void send({ kind: 'skip-inquiry-pin' })}>
              {words.skip}
            </Button>
          )}
          <Button
            kind="primary"
            disabled={!complete || chosen === undefined || !snapshot.allowed.includes('register-inquiry-pin')}
            describedBy="missing"
            onPress={() => void register()}
          >
            {words.register}
          </Button>
        </>
      }
    >
      <div className="split split--pin">
        <div>
          {notice !== null &&
            (notice.code.startsWith('pin.') ? (
              <PinNotice
                key={`${String(view.sequence)} ${notice.reference}`}
                view={view}
                failure={notice}
                account={refused === undefined ? null : accountName(refused.account, texts, language)}
                ways={{ open: open.length, skip: snapshot.allowed.includes('skip-inquiry-pin') }}
              />
            ) : (
              <RefusalNotice key={`${String(view.sequence)} ${notice.reference}`} view={view} failure={notice} />
            ))}
          <PinAccounts accounts={step.accounts} chosen={chosen?.account.id ?? null} onChoose={choose} />
          <p className="small muted pin-explain">{words.explain(names.bank, step.digits)}</p>
        </div>
        <div className="stack stack--m">
          <KeypadArea
            keypad={keypad}
            field={(ref) => (
              <div>
                <div className="h2--row pin-head">
                  <h2 className="h2">{words.field}</h2>
                  {chosen !== undefined && (
                    <span className="small">
                      <Tries left={chosen.triesLeft} of={Math.max(usualTries, chosen.triesLeft)} />
                    </span>
                  )}
                </div>
                <Slots ref={ref} label={words.field} entered={entered.length} digits={step.digits} />
              </div>
            )}
          />
          {chosen !== undefined && (
            <p className="small muted">{words.entering(accountName(chosen.account, texts, language))}</p>
          )}
        </div>
      </div>
    </Page>
  );
}
