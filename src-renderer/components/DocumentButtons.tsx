import { useState, type ReactElement } from 'react';
import { useParts, useTexts } from './app-context.ts';
import { Icon } from './Icon.tsx';

/** 印刷する / PDFで保存する: what is on the screen, laid out for paper by `styles/print.css`. */
export function DocumentButtons(): ReactElement {
  const { texts } = useTexts();
  const { bridge } = useParts();
  const words = texts.window.document;
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const ask = async (call: 'document.print' | 'document.save-pdf', done: string, not: string): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setSaid('');
    const result = await bridge.call(call, undefined).catch(() => null);
    setBusy(false);
    setSaid(result?.ok === true && result.value.done ? done : not);
  };
  return (
    <span className="papers no-print">
      <span className="small muted" role="status">
        {said}
      </span>
      <button
        type="button"
        className="btn btn--secondary btn--s"
        aria-disabled={busy ? true : undefined}
        onClick={() => void ask('document.print', words.printed, words.notPrinted)}
      >
        <Icon name="print" />
        {words.print}
      </button>
      <button
        type="button"
        className="btn btn--secondary btn--s"
        aria-disabled={busy ? true : undefined}
        onClick={() => void ask('document.save-pdf', words.saved, words.notSaved)}
      >
        <Icon name="file" />
        {words.save}
      </button>
    </span>
  );
}
