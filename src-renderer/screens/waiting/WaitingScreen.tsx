import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import { useNames, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { KeyringNotice } from '../../components/KeyringNotice.tsx';
import { NextSteps } from '../../components/NextSteps.tsx';
import { Furigana } from '../../components/Furigana.tsx';
import { Page } from '../../components/Page.tsx';
import { ConnectionCheck } from './ConnectionCheck.tsx';
import { OpenLinks } from './OpenLinks.tsx';

/** No TPP has asked yet: what to do. */
export function WaitingScreen({ view }: { readonly view: View }): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const names = useNames(view);
  const words = texts.waiting;
  const offline = view.connection === 'offline';
  return (
    <Page
      view={view}
      title={words.title}
      lead={words.lead}
      foot={
        <Button kind="secondary" push onPress={() => void store.quit()}>
          {texts.app.quit}
        </Button>
      }
    >
      <div className="stack waiting">
        <KeyringNotice view={view} />
        <div className="begin">
          <section aria-labelledby="how">
            <h2 className="h2 h2--l" id="how">
              {words.how}
            </h2>
            <NextSteps steps={words.steps} names={names} />
          </section>
          <section className="panel" aria-labelledby="need">
            <h2 className="panel__head" id="need">
              {words.need}
            </h2>
            <dl className="facts facts--headed">
              {words.needs.map(([what, remark]) => (
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
        </div>
        <div className="panel">
          <OpenLinks offline={offline} />
          {!offline && <ConnectionCheck />}
        </div>
      </div>
    </Page>
  );
}
