import type { ReactElement } from 'react';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useTexts } from '../../components/app-context.ts';
import { NextSteps } from '../../components/NextSteps.tsx';
import { Notice } from '../../components/Notice.tsx';
import { fill, type Names } from '../../i18n/texts.ts';

type Stop = NonNullable<ScreenOf<'token-pin'>['stopped']>;

/** The reader has stopped asking; nothing was entered and no try is lost. */
export function ReaderStopped({ stop, names }: { readonly stop: Stop; readonly names: Names }): ReactElement {
  const { texts } = useTexts();
  const words = texts.failures[stop];
  const [, ...others] = words.steps;
  return (
    <>
      <Notice tone="warn" title={fill(words.title, names)} role="alert">
        {fill(words.happened, names)}
        {texts.app.sentenceGap}
        {fill(words.safe, names)}
      </Notice>
      <section aria-labelledby="next">
        <h2 className="h2" id="next">
          {texts.failure.next}
        </h2>
        <NextSteps steps={[[texts.tokenPin.readerFirst[stop]], ...others]} names={names} />
      </section>
    </>
  );
}
