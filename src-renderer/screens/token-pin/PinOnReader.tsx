import type { ReactElement, ReactNode } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { useNames, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page } from '../../components/Page.tsx';
import { ReaderStopped } from './ReaderStopped.tsx';
import { ReaderTime } from './ReaderTime.tsx';

type Props = {
  readonly view: View;
  readonly screen: ScreenOf<'token-pin'>;
  readonly warning: ReactNode;
  readonly facts: ReactNode;
};

/** The reader asks by itself; this screen waits and can be left. When the reader has stopped, it can be asked again. */
export function PinOnReader({ view, screen, warning, facts }: Props): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const words = texts.tokenPin;
  const names = useNames(view);
  const { attempt, identity, pin, stopped } = screen;
  const label = pin.label.trim();
  return (
    <Page
      view={view}
      number={1}
      title={stopped === null ? words.readerTitle : words.readerStoppedTitle}
      lead={stopped === null ? words.readerLead(label) : words.readerStoppedLead(label)}
      foot={
        <>
          <CancelButton view={view} />
          <Button kind="secondary" push onPress={() => void store.ask('identity.reload', { attempt })}>
            {words.chooseAgain}
          </Button>
          {stopped !== null && identity !== null && (
            <Button kind="primary" onPress={() => void store.ask('identity.confirm', { attempt, id: identity.id })}>
              {words.readerAgain}
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        {warning}
        {stopped !== null && <ReaderStopped stop={stopped} names={names} />}
        {stopped === null && (
          <div className="calm" aria-busy="true">
            <span className="calm__mark">
              <Icon name="keys" />
            </span>
            <div>
              <b role="status">{words.readerWait}</b>
              <p className="todo__remark">{words.readerNote}</p>
              {pin.remainingMs !== null && <ReaderTime ms={pin.remainingMs} />}
            </div>
          </div>
        )}
        {facts}
        <p className="small muted">{words.other}</p>
      </div>
    </Page>
  );
}
