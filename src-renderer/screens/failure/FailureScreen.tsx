import type { ReactElement } from 'react';
import type { FailureCode } from '../../../src-main/contract/failure.ts';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useNames, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { triesText } from '../../components/notice-tone.ts';
import { ownEnd } from '../../components/own-end.ts';
import { Page } from '../../components/Page.tsx';
import { fill, inOnePiece, sentences } from '../../i18n/texts.ts';
import { failureActions, type FailureAction } from './failure-actions.ts';
import { FailureReport } from './FailureReport.tsx';
import { wordsOf } from '../../components/words-of.ts';

type Props = { readonly view: View; readonly screen: ScreenOf<'failed'> };

/** Without what the heading says already. */
function saidHere(view: View, code: FailureCode): View {
  const once = view.notice?.code === code ? { ...view, notice: null } : view;
  return code === 'environment.offline' ? { ...once, connection: 'online' } : once;
}

/** Something went wrong, said in plain words. */
export function FailureScreen({ view, screen }: Props): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const names = useNames(view);
  const { failure } = screen;
  const own = ownEnd(failure.code) !== null;
  const words = wordsOf(view, failure.code, texts);
  const [primary, ...others] = failureActions({ ...screen, recovery: failure.recovery });

  const labels: Readonly<Record<FailureAction, string>> = {
    retry: failure.code === 'authorization.timed-out' ? texts.links.again : texts.failure.retry,
    'choose-again': texts.failure.chooseAgain,
    return: texts.app.returnTo,
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
      view={saidHere(view, failure.code)}
      title={fill(words.title, inOnePiece(names))}
      lead={sentences([fill(words.happened, names), triesText(failure, texts)], texts)}
      seal={<Icon name={own ? 'minus' : failure.code.endsWith('locked') ? 'lock' : 'stop'} />}
      sealTone={own ? 'plain' : 'bad'}
      foot={
        <>
          {others.includes('close') && (
            <Button
              kind="quiet"
              onPress={() => {
                press('close');
              }}
            >
              {labels.close}
            </Button>
          )}
          <div className="foot__pair">
            {others
              .filter((action) => action !== 'close')
              .map((action) => (
                <Button
                  key={action}
                  kind="secondary"
                  onPress={() => {
                    press(action);
                  }}
                >
                  {labels[action]}
                </Button>
              ))}
            <Button
              kind="primary"
              onPress={() => {
                press(primary);
              }}
            >
              {labels[primary]}
            </Button>
          </div>
        </>
      }
    >
      <FailureReport view={view} code={failure.code} reference={failure.reference} />
    </Page>
  );
}
