import { useEffect, useState, type ReactElement } from 'react';
import { useParts, useTexts } from './app-context.ts';
import { Icon } from './Icon.tsx';

/** 「テスト環境」. In the mock world it is also the way to the test panel. */
export function TestFlag(): ReactElement {
  const { texts } = useTexts();
  const { bridge } = useParts();
  const [panel, setPanel] = useState(false);
  useEffect(() => {
    let shown = true;
    void bridge.call('tester.available', undefined).then((answer) => {
      if (shown && answer.ok) setPanel(answer.value);
    });
    return () => {
      shown = false;
    };
  }, [bridge]);
  const flag = (
    <>
      <Icon name="flask" />
      {texts.app.testFlag}
    </>
  );
  if (!panel) return <span className="envflag">{flag}</span>;
  return (
    <button
      className="envflag envflag--button"
      type="button"
      title={texts.app.testPanel}
      onClick={() => void bridge.call('tester.open', undefined)}
    >
      {flag}
    </button>
  );
}
