import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page } from '../../components/Page.tsx';

type Props = { readonly view: View; readonly screen: ScreenOf<'token-removed'> };

/** The token was pulled out. The main process notices when it is back and goes on. */
export function TokenRemovedScreen({ view, screen }: Props): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const words = texts.tokenRemoved;
  const { attempt, label } = screen;
  return (
    <Page
      view={view.notice?.code === 'token.removed' ? { ...view, notice: null } : view}
      number={1}
      title={words.title}
      lead={words.lead}
      foot={
        <>
          <CancelButton view={view} />
          <Button kind="secondary" push onPress={() => void store.ask('identity.reload', { attempt })}>
            {texts.tokenPin.chooseAgain}
          </Button>
        </>
      }
    >
      <div className="stack">
        <div className="calm" aria-busy="true">
          <span className="calm__mark">
            <Icon name="token" />
          </span>
          <p>
            <b role="status">{words.wait(label.trim())}</b>
            <span className="todo__remark">{words.note}</span>
          </p>
        </div>
        <p className="small muted">{words.lost}</p>
      </div>
    </Page>
  );
}
