import type { ReactElement } from 'react';
import { bankOf } from '../bridge/unknown-view.ts';
import { useParts, useTexts, useViewState } from '../components/app-context.ts';
import { Button } from '../components/Button.tsx';
import { NextSteps } from '../components/NextSteps.tsx';
import { PlainScreen } from '../components/PlainScreen.tsx';
import { SupportDesk } from '../components/SupportDesk.tsx';
import { inLanguage } from '../i18n/format.ts';
import { fill, sentences } from '../i18n/texts.ts';

const tooOld = 'environment.app-too-old';

/** For a view this renderer does not know. It relies on nothing of the view; the bank is named if it is there. */
export function UpdateScreen(): ReactElement {
  const { texts, language } = useTexts();
  const { store } = useParts();
  const words = texts.failures[tooOld];
  const bank = bankOf(useViewState(({ view }) => view));
  const names = {
    bank: bank === null ? texts.app.anyBank : inLanguage(bank.name, language),
    tpp: texts.app.anyTpp,
  };
  return (
    <PlainScreen
      // Where the bank is known, its panel says the code.
      {...(bank === null && { code: tooOld, codeLabel: texts.failure.code })}
      title={fill(words.title, names)}
      actions={
        <Button kind="primary" onPress={() => void store.quit()}>
          {texts.app.quit}
        </Button>
      }
      text={sentences([fill(words.happened, names), fill(words.safe, names)], texts)}
    >
      <section aria-labelledby="next">
        <h2 className="h2" id="next">
          {texts.failure.next}
        </h2>
        <NextSteps steps={words.steps} names={names} />
      </section>
      {bank !== null && <SupportDesk bank={bank} label={texts.failure.desk} code={tooOld} />}
    </PlainScreen>
  );
}
