import type { ReactElement } from 'react';
import type { View } from '../../src-main/contract/views.ts';
import { sentences } from '../i18n/texts.ts';
import { useTexts } from './app-context.ts';
import { Notice } from './Notice.tsx';

/** Said where nothing is lost by it yet: that receipts will not outlive this run. */
export function KeyringNotice({ view }: { readonly view: View }): ReactElement | null {
  const { texts } = useTexts();
  const { keyring } = view;
  if (keyring?.kind !== 'memory-only') return null;
  return (
    <Notice tone="plain" title={texts.vault.memoryTitle} role="status">
      {sentences([texts.vault.memoryText, texts.vault.why[keyring.reason]], texts)}
    </Notice>
  );
}
