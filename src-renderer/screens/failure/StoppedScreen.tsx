import type { ReactElement } from 'react';
import type { SnapshotView, View } from '../../../src-main/contract/views.ts';
import type { StepOf } from '../../bridge/view-types.ts';
import { useNames, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page } from '../../components/Page.tsx';
import { fill, inOnePiece } from '../../i18n/texts.ts';
import { FailureReport } from './FailureReport.tsx';

type Props = { readonly view: View; readonly snapshot: SnapshotView; readonly step: StepOf<'stopped'> };

/** The server ended the flow; what is left is the way back to the TPP. */
export function StoppedScreen({ view, snapshot, step }: Props): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const names = useNames(view);
  const words = texts.failures[step.code];
  // Said in the heading already; only its number is still wanted.
  const reference = view.notice?.code === step.code ? view.notice.reference : '';
  const way = snapshot.allowed.includes('cancel') ? 'flow.cancel' : 'flow.return';
  return (
    <Page
      view={{ ...view, notice: reference === '' ? view.notice : null }}
      title={fill(words.title, inOnePiece(names))}
      lead={fill(words.happened, names)}
      seal={<Icon name={step.code.endsWith('locked') ? 'lock' : 'stop'} />}
      sealTone="bad"
      foot={
        <Button kind="primary" push onPress={() => void store.ask(way, undefined)}>
          {texts.app.returnTo}
        </Button>
      }
    >
      <FailureReport view={view} code={step.code} reference={reference} />
    </Page>
  );
}
