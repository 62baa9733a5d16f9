import type { ReactElement } from 'react';
import type { NextStep } from '../i18n/failure-words.ts';
import type { Names } from '../i18n/texts.ts';
import { NextSteps } from './NextSteps.tsx';

type Props = {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly NextStep[];
  readonly names: Names;
};

/** What to do or what follows, step by step, under a heading of its own. */
export function StepsSection({ id, title, steps, names }: Props): ReactElement {
  return (
    <section aria-labelledby={id}>
      <h2 className="h2 h2--l" id={id}>
        {title}
      </h2>
      <NextSteps steps={steps} names={names} />
    </section>
  );
}
