import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import { useNames, useParts, useTexts } from '../../components/app-context.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { Button } from '../../components/Button.tsx';
import { Furigana } from '../../components/Furigana.tsx';
import { NextSteps } from '../../components/NextSteps.tsx';
import { Page } from '../../components/Page.tsx';

/** What can be done after the login, and how it goes. */
export function LinksLoginScreen({ view }: { readonly view: View }): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const names = useNames(view);
  const words = texts.links.login;
  return (
    <Page
      view={view}
      title={words.title}
      lead={words.lead}
      foot={
        <>
          <CancelButton view={view} />
          <Button kind="primary" push onPress={() => void store.ask('login.start', undefined)}>
            {texts.login.button}
          </Button>
        </>
      }
    >
      <div className="stack stack--l">
        <section className="panel" aria-labelledby="can">
          <h2 className="panel__head" id="can">
            {words.can}
          </h2>
          <dl className="facts facts--headed">
            {words.cans.map(([what, remark]) => (
              <div key={what}>
                <dt>
                  <Furigana>{what}</Furigana>
                </dt>
                <dd>
                  <Furigana>{remark}</Furigana>
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <section aria-labelledby="flow">
          <h2 className="h2 h2--l" id="flow">
            {words.flow}
          </h2>
          <NextSteps steps={words.steps} names={names} />
        </section>
      </div>
    </Page>
  );
}
