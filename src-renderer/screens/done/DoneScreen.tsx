import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useNames, useParts, useTexts, useViewState } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page } from '../../components/Page.tsx';
import { Terms } from '../consent/Terms.tsx';

type Props = { readonly view: View; readonly screen: ScreenOf<'done'> };

/** How it ended, and the way back to the TPP. */
export function DoneScreen({ view, screen }: Props): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const names = useNames(view);
  const last = useViewState((state) => state.last);
  const words = texts.done;
  const permitted = screen.outcome === 'permitted';
  const consent = permitted && last?.step.kind === 'consent' ? last.step : null;
  return (
    <Page
      view={view}
      title={words[screen.outcome].title}
      lead={words[screen.outcome].lead(names.bank, names.tpp)}
      seal={<Icon name={permitted ? 'check' : 'minus'} />}
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
        <div className="handoff">
          <span role="status">
            <b>{screen.handedBack ? words.opening(names.tpp) : words.notOpened(names.tpp)}</b>
            <br />
            <span className="small">{screen.handedBack ? words.openingHint : words.notOpenedHint}</span>
          </span>
          <Button kind="primary" onPress={() => void store.ask('flow.return', undefined)}>
            {texts.app.returnTo(names.tpp)}
          </Button>
        </div>
        {consent !== null && (
          <div>
            <h2 className="h2">{words.summary}</h2>
            <Terms view={view} step={consent} label={words.summary} />
          </div>
        )}
      </div>
    </Page>
  );
}
