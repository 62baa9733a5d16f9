import type { ReactElement } from 'react';
import { useParts, useTexts, useViewState } from '../components/app-context.ts';
import { Button } from '../components/Button.tsx';
import { PlainScreen } from '../components/PlainScreen.tsx';
import { fill } from '../i18n/texts.ts';

/** Before the first view. */
export function StartingScreen(): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const refusal = useViewState((state) => state.refusal);
  if (refusal === null)
    return <PlainScreen title={texts.progress.starting.title} text={texts.progress.starting.lead} />;
  const names = { bank: texts.app.anyBank, tpp: texts.app.anyTpp };
  const words = texts.failures[refusal.code];
  return (
    <PlainScreen
      key="failed"
      code={refusal.code}
      codeLabel={texts.failure.code}
      title={fill(words.title, names)}
      text={fill(words.happened, names)}
      actions={
        <Button kind="primary" onPress={() => void store.ask('app.view', undefined)}>
          {texts.failure.retry}
        </Button>
      }
    />
  );
}
