import type { ReactElement } from 'react';
import type { View } from '../../src-main/contract/views.ts';
import { useTexts } from './app-context.ts';
import { Notice } from './Notice.tsx';

/** The server does not answer. The main process asks again by itself; when it answers, this is gone and the step goes on. */
export function OfflineNotice({ view }: { readonly view: View }): ReactElement {
  const { texts } = useTexts();
  const words = texts.window.offline;
  return (
    <div className="offline" role="status">
      {view.connection === 'offline' && (
        <Notice tone="warn" title={words.title} icon="offline">
          {words.text}
        </Notice>
      )}
    </div>
  );
}
