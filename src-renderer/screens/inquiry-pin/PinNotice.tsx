import { useEffect, useRef, type ReactElement } from 'react';
import type { Failure } from '../../../src-main/contract/failure.ts';
import type { View } from '../../../src-main/contract/views.ts';
import { useNames, useTexts } from '../../components/app-context.ts';
import { Furigana } from '../../components/Furigana.tsx';
import { NextSteps } from '../../components/NextSteps.tsx';
import { Notice } from '../../components/Notice.tsx';
import { noticeTone, triesText } from '../../components/notice-tone.ts';
import { wordsOf } from '../../components/words-of.ts';
import type { NextStep } from '../../i18n/failure-words.ts';
import { fill } from '../../i18n/texts.ts';
import { pinSteps, type Ways } from './pin-steps.ts';

type Props = {
  readonly view: View;
  readonly failure: Failure;
  /** The account whose number was refused, by name; `null` where this screen did not send it. */
  readonly account: string | null;
  readonly ways: Ways;
};

/** How many tries are left says what more wrong ones lead to. */
const withoutRemarks = (steps: readonly NextStep[]): readonly NextStep[] => steps.map(([action]) => [action]);

/** A refused number: for which account, and what to do now. It stands above the accounts, so that no key moves. */
export function PinNotice({ view, failure, account, ways }: Props): ReactElement {
  const { texts } = useTexts();
  const names = useNames(view);
  const ref = useRef<HTMLDivElement>(null);
  const words = wordsOf(view, failure.code, texts);
  const tries = triesText(failure, texts);
  const steps = pinSteps(failure.code, words, ways);
  useEffect(() => {
    ref.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={ref} className="refusal pin-notice">
      <Notice tone={noticeTone(failure.code, failure.triesLeft)} title={fill(words.title, names)} role="alert">
        {account !== null && <span className="pin-notice__of">{texts.pin.of(account)}</span>}
        <Furigana>{[fill(words.happened, names), tries ?? ''].join(texts.app.sentenceGap)}</Furigana>
        <NextSteps steps={tries === null ? steps : withoutRemarks(steps)} names={names} />
      </Notice>
    </div>
  );
}
