import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { useNames, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { NextSteps } from '../../components/NextSteps.tsx';
import { Page } from '../../components/Page.tsx';

/** 手順1-①. */
export function LoginScreen({ view }: { readonly view: View }): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const names = useNames(view);
  const words = texts.login;
  return (
    <Page
      view={view}
      number={1}
      title={words.title}
      lead={words.lead}
      foot={
        <>
          <CancelButton view={view} />
          <Button kind="primary" push onPress={() => void store.ask('login.start', undefined)}>
            {words.button}
          </Button>
        </>
      }
    >
      <div className="stack stack--l">
        <section className="panel" aria-labelledby="asks">
          <h2 className="panel__head" id="asks">
            {words.asks}
          </h2>
          <dl className="facts facts--headed">
            <div>
              <dt>{words.asksWho}</dt>
              <dd>
                <b>{names.tpp}</b>
              </dd>
            </div>
            {view.tpp !== null && (
              <>
                <div>
                  <dt>{words.asksCompany}</dt>
                  <dd>{view.tpp.company}</dd>
                </div>
                <div>
                  <dt>{words.asksRegistration}</dt>
                  <dd>{view.tpp.registration}</dd>
                </div>
              </>
            )}
            <div>
              <dt>{words.asksWhat}</dt>
              <dd>{words.asksWhatText(names.bank)}</dd>
            </div>
          </dl>
        </section>
        <p className="muted">{words.unknownHint}</p>
        <section aria-labelledby="flow">
          <h2 className="h2 h2--l" id="flow">
            {words.flow}
          </h2>
          <NextSteps steps={words.flowSteps} names={names} />
        </section>
      </div>
    </Page>
  );
}
