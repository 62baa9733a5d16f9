import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { StepOf } from '../../bridge/view-types.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page } from '../../components/Page.tsx';
import { widthOf } from '../../components/width-of.ts';
import { KeypadArea } from '../../keypad/KeypadArea.tsx';
import { useKeypad } from '../../keypad/use-keypad.ts';

type Props = Pick<StepOf<'password'>, 'member' | 'length'> & {
  readonly view: View;
  readonly submitLabel: string;
  readonly allowed: boolean;
  /** Sends what is on the open keypad. */
  readonly onSubmit: (pad: string) => Promise<unknown>;
};

/** A name wider than this (half-width characters) does not fit beside what is said of the certificate. */
const beside = 52;

/** The login password on the software keyboard. */
export function PasswordPage({ view, member, length, submitLabel, allowed, onSubmit }: Props): ReactElement {
  const { texts } = useTexts();
  const words = texts.password;
  const keypad = useKeypad('login-password');
  const { entered, phase } = keypad.state;
  const name = words.member(member.name, member.company);
  const gone = phase === 'failed';
  const enough = entered.length >= length.min && !gone;

  const submit = async (): Promise<void> => {
    const id = await keypad.session.take();
    if (id === null) return;
    await onSubmit(id);
    keypad.session.spend();
  };

  const short = entered.length === 0 ? words.empty : words.missing(length.min - entered.length);
  const missing = gone ? words.closed : enough ? '' : short;
  return (
    <Page
      view={view}
      number={1}
      title={words.title}
      lead={
        <>
          <span className="verified">
            <Icon name="shield" />
            <b>{words.verified}</b>
          </span>
          <span className="name" data-long={widthOf(name) > beside ? '' : undefined}>
            {name}
          </span>
        </>
      }
      foot={
        <>
          <CancelButton view={view} />
          <span className="foot__sum" id="missing">
            {missing}
          </span>
          <Button kind="primary" disabled={!enough || !allowed} describedBy="missing" onPress={() => void submit()}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <div className="stack stack--m">
        <KeypadArea
          keypad={keypad}
          field={(ref) => (
            <div className="field-row">
              <h2 id="password">{words.field}</h2>
              <div
                className="secret"
                ref={ref}
                role="textbox"
                aria-readonly="true"
                aria-labelledby="password"
                tabIndex={0}
              >
                <span className="secret__dots" role="img" aria-label={texts.keypad.entered(entered.length)}>
                  {'●'.repeat(entered.length)}
                </span>
                <span className="secret__count">{texts.keypad.count(entered.length, length.min, length.max)}</span>
              </div>
            </div>
          )}
        />
      </div>
    </Page>
  );
}
