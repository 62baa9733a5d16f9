import type { ReactElement, ReactNode } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page } from '../../components/Page.tsx';

type Props = {
  readonly view: View;
  readonly screen: ScreenOf<'token-pin'>;
  readonly warning: ReactNode;
  readonly facts: ReactNode;
};

/** The reader asks by itself; this screen waits and can be left. */
export function PinOnReader({ view, screen, warning, facts }: Props): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const words = texts.tokenPin;
  const { attempt, pin } = screen;
  return (
    <Page
      view={view}
      number={1}
      title={words.readerTitle}
      lead={words.readerLead(pin.label.trim())}
      foot={
        <>
          <CancelButton view={view} />
          <Button kind="secondary" push onPress={() => void store.ask('identity.reload', { attempt })}>
            {words.chooseAgain}
          </Button>
        </>
      }
    >
      <div className="stack">
        {warning}
        <div className="calm" aria-busy="true">
          <span className="calm__mark">
            <Icon name="keys" />
          </span>
          <p>
            <b role="status">{words.readerWait}</b>
            <span className="todo__remark">{words.readerNote}</span>
          </p>
        </div>
        {facts}
        <p className="small muted">{words.other}</p>
      </div>
    </Page>
  );
}
