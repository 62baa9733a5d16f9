import { useState, type ReactElement } from 'react';
import { useTexts } from './app-context.ts';
import { Icon } from './Icon.tsx';

/** Copies a text the customer asked to copy, and says whether that worked. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }): ReactElement {
  const { texts } = useTexts();
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(texts.failure.copied);
    } catch {
      // The system may withhold the clipboard; the number can still be read off the screen.
      setSaid(texts.failure.copyFailed);
    }
  };
  return (
    <span className="copy">
      <span className="small muted" role="status">
        {said}
      </span>
      <button type="button" className="btn btn--secondary btn--s" onClick={() => void copy()}>
        <Icon name="copy" />
        {label}
      </button>
    </span>
  );
}
