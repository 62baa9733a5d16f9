import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import { useNames, useParts, useTexts } from '../../components/app-context.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { Button } from '../../components/Button.tsx';
import { Page } from '../../components/Page.tsx';
import { RemarksPanel } from '../../components/RemarksPanel.tsx';
import { StepsSection } from '../../components/StepsSection.tsx';

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
        <RemarksPanel id="can" title={words.can} items={words.cans} />
        <StepsSection id="flow" title={words.flow} steps={words.steps} names={names} />
      </div>
    </Page>
  );
}
