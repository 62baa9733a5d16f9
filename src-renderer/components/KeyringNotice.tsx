import type { ReactElement } from 'react';
import type { View } from '../../src-main/contract/views.ts';
import { useTexts } from './app-context.ts';
import { Furigana } from './Furigana.tsx';
import { Notice } from './Notice.tsx';

/** Said where nothing is lost by it yet: that receipts will not outlive this run. */
export function KeyringNotice({ view }: { readonly view: View }): ReactElement | null {
  const { texts } = useTexts();
  const { keyring } = view;
  if (keyring?.kind !== 'memory-only') return null;
  return (
    <Notice tone="plain" title={texts.vault.memoryTitle} role="status">
      <Furigana>{texts.vault.memoryText}</Furigana>
      {texts.app.sentenceGap}
      <span className="notice__why small muted">
        <Furigana>{texts.vault.why[keyring.reason]}</Furigana>
      </span>
    </Notice>
  );
}
