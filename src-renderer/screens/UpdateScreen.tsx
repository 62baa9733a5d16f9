import type { ReactElement } from 'react';
import { useParts, useTexts } from '../components/app-context.ts';
import { Button } from '../components/Button.tsx';
import { NextSteps } from '../components/NextSteps.tsx';
import { PlainScreen } from '../components/PlainScreen.tsx';
import { fill, sentences } from '../i18n/texts.ts';

/** For a view this renderer does not know. It relies on nothing of the view. */
export function UpdateScreen(): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const words = texts.failures['environment.app-too-old'];
  const names = { bank: texts.app.anyBank, tpp: texts.app.anyTpp };
  return (
    <PlainScreen
      code="environment.app-too-old"
      title={fill(words.title, names)}
      text={sentences([fill(words.happened, names), fill(words.safe, names)], texts)}
    >
      <NextSteps steps={words.steps} names={names} />
      <Button kind="primary" onPress={() => void store.quit()}>
        {texts.app.quit}
      </Button>
    </PlainScreen>
  );
}
