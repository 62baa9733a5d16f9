import type { ReactElement } from 'react';
import { Furigana } from './Furigana.tsx';
import type { NextStep } from '../i18n/failure-words.ts';
import { fill, type Names } from '../i18n/texts.ts';

type Props = { readonly steps: readonly NextStep[]; readonly names: Names };

/** A numbered list of what to do. */
export function NextSteps({ steps, names }: Props): ReactElement {
  return (
    <ol className="todo">
      {steps.map(([action, remark]) => (
        <li key={action}>
          <span>
            <b>
              <Furigana>{fill(action, names)}</Furigana>
            </b>
            {remark !== undefined && (
              <span className="todo__remark">
                <Furigana>{fill(remark, names)}</Furigana>
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
