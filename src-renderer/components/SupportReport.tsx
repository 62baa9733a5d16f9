import { useState, type ReactElement } from 'react';
import { useParts, useTexts } from './app-context.ts';
import { CopyButton } from './CopyButton.tsx';

/** What a support desk asks for, gathered when it is wanted, to read out or to copy. */
export function SupportReport(): ReactElement {
  const { texts } = useTexts();
  const { bridge } = useParts();
  const [text, setText] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const show = async (): Promise<void> => {
    const result = await bridge.call('diagnostics.report', undefined);
    setFailed(!result.ok);
    if (result.ok) setText(result.value);
  };
  if (text === null) {
    return (
      <p>
        <button type="button" className="btn btn--quiet btn--s" onClick={() => void show()}>
          {texts.vault.show}
        </button>{' '}
        <span role="status">{failed ? texts.vault.failed : ''}</span>
      </p>
    );
  }
  return (
    <section className="support" aria-labelledby="support">
      <h3 className="support__head" id="support">
        {texts.vault.support}
        <CopyButton text={text} label={texts.vault.copy} />
      </h3>
      <p className="small muted">{texts.vault.supportText}</p>
      <pre className="support__text mono" tabIndex={0} aria-labelledby="support">
        {text}
      </pre>
    </section>
  );
}
