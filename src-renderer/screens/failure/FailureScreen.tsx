import type { ReactElement } from 'react';
import type { FailureCode } from '../../../src-main/contract/failure.ts';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useNames, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Page } from '../../components/Page.tsx';
import { fill } from '../../i18n/texts.ts';
import { failureActions, type FailureAction } from './failure-actions.ts';
import { FailureReport } from './FailureReport.tsx';
import { wordsOf } from '../../components/words-of.ts';

/** What the customer himself decided is no alarm. */
const own: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'certificate.cancelled',
  'authorization.refused',
  'authorization.cancelled',
]);

type Props = { readonly view: View; readonly screen: ScreenOf<'failed'> };

/** Something went wrong, said in plain words. */
export function FailureScreen({ view, screen }: Props): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const names = useNames(view);
  const { failure } = screen;
  const words = wordsOf(view, failure.code, texts);
  const [primary, ...others] = failureActions({ ...screen, recovery: failure.recovery });

  const labels: Readonly<Record<FailureAction, string>> = {
    retry: failure.code === 'authorization.timed-out' ? texts.links.again : texts.failure.retry,
    'choose-again': texts.failure.chooseAgain,
    return: texts.failure.toTpp,
    close: texts.app.toStart,
  };
  const press = (action: FailureAction): void => {
    switch (action) {
      case 'retry':
      case 'choose-again':
        void store.ask('flow.retry', undefined);
        return;
      case 'return':
        void store.ask('flow.return', undefined);
        return;
      case 'close':
        void store.ask('flow.close', undefined);
        return;
    }
  };

  return (
    <Page
      view={view.notice?.code === failure.code ? { ...view, notice: null } : view}
      title={fill(words.title, names)}
      lead={fill(words.happened, names)}
      seal={<Icon name={failure.code.endsWith('locked') ? 'lock' : 'stop'} />}
      sealTone={own.has(failure.code) ? 'plain' : 'bad'}
      foot={
        <>
          {others.toReversed().map((action, index) => (
            <Button
              key={action}
              kind={action === 'close' ? 'quiet' : 'secondary'}
              push={index > 0}
              onPress={() => {
                press(action);
              }}
            >
              {labels[action]}
            </Button>
          ))}
          <Button
            kind="primary"
            push={others.length < 2}
            onPress={() => {
              press(primary);
            }}
          >
            {labels[primary]}
          </Button>
        </>
      }
    >
      <FailureReport view={view} code={failure.code} reference={failure.reference} />
    </Page>
  );
}
