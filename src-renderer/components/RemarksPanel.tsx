import type { ReactElement } from 'react';
import type { NextStep } from '../i18n/failure-words.ts';
import { Furigana } from './Furigana.tsx';

type Props = {
  readonly id: string;
  readonly title: string;
  readonly items: readonly NextStep[];
};

/** A panel of a few things, each with what is to be said of it. */
export function RemarksPanel({ id, title, items }: Props): ReactElement {
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 className="panel__head" id={id}>
        {title}
      </h2>
      <dl className="facts facts--headed">
        {items.map(([what, remark]) => (
          <div key={what}>
            <dt>
              <Furigana>{what}</Furigana>
            </dt>
            <dd>
              <Furigana>{remark}</Furigana>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
