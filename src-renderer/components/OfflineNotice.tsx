import type { ReactElement } from 'react';
import type { View } from '../../src-main/contract/views.ts';
import { sentences, type Texts } from '../i18n/texts.ts';
import { useParts, useTexts } from './app-context.ts';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';

/** What is lost when the time runs out meanwhile; `null`: nothing, or no time runs. */
function atTheEnd({ screen }: View, words: Texts['window']['offline']): string | null {
  if (screen.kind === 'link-reduction') return words.loggedOut;
  return screen.kind === 'step' && screen.snapshot.step.kind !== 'stopped' ? words.timed : null;
}

/** The server does not answer. The main process asks again by itself; when it answers, this is gone and the step goes on. */
export function OfflineNotice({ view }: { readonly view: View }): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const words = texts.window.offline;
  // The screen of a failure has its own button for it.
  const askable = view.screen.kind !== 'failed';
  // Of the links nothing is chosen but what is to be taken out of one.
  const keeps = view.task !== 'links' || view.screen.kind === 'link-reduction';
  const said = view.screen.kind === 'waiting' ? words.idle : keeps ? words.text : texts.links.offline;
  return (
    <div className="offline" role="status">
      {view.connection === 'offline' && (
        <Notice
          tone="warn"
          title={words.title}
          icon="offline"
          {...(askable && {
            action: (
              <Button kind="secondary" small onPress={() => void store.ask('flow.retry', undefined)}>
                {texts.failure.retry}
              </Button>
            ),
          })}
        >
          {sentences([said, atTheEnd(view, words)], texts)}
        </Notice>
      )}
    </div>
  );
}
