import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { useNames, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { TppMark } from '../../components/TppMark.tsx';
import { Furigana } from '../../components/Furigana.tsx';
import { Page } from '../../components/Page.tsx';
import { StepsSection } from '../../components/StepsSection.tsx';
import { LinksLoginScreen } from '../links/LinksLoginScreen.tsx';

/** 手順1-①. */
export function LoginScreen({ view }: { readonly view: View }): ReactElement {
  return view.task === 'links' ? <LinksLoginScreen view={view} /> : <FlowLogin view={view} />;
}

function FlowLogin({ view }: { readonly view: View }): ReactElement {
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
            <Furigana>{words.asks}</Furigana>
          </h2>
          <dl className="facts facts--headed">
            <div>
              <dt>
                <Furigana>{words.asksWho}</Furigana>
              </dt>
              <dd className="with-mark">
                {view.tpp?.logo !== undefined && <TppMark tpp={view.tpp} name={names.tpp} className="mark" />}
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
                  <dt>
                    <Furigana>{words.asksRegistration}</Furigana>
                  </dt>
                  <dd>{view.tpp.registration}</dd>
                </div>
              </>
            )}
            <div>
              <dt>{words.asksWhat}</dt>
              <dd>
                <Furigana>{words.asksWhatText(names.bank)}</Furigana>
              </dd>
            </div>
          </dl>
        </section>
        <p className="muted">
          <Furigana>{words.unknownHint}</Furigana>
        </p>
        <StepsSection id="flow" title={words.flow} steps={words.flowSteps} names={names} />
      </div>
    </Page>
  );
}
