import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import { useNames, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { KeyringNotice } from '../../components/KeyringNotice.tsx';
import { Page } from '../../components/Page.tsx';
import { RemarksPanel } from '../../components/RemarksPanel.tsx';
import { StepsSection } from '../../components/StepsSection.tsx';
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
          <StepsSection id="how" title={words.how} steps={words.steps} names={names} />
          <RemarksPanel id="need" title={words.need} items={words.needs} />
        </div>
        <div className="panel">
          <OpenLinks offline={offline} />
          {!offline && <ConnectionCheck />}
        </div>
      </div>
    </Page>
  );
}
