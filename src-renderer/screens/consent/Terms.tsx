import type { ReactElement, ReactNode } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { StepOf } from '../../bridge/view-types.ts';
import { useFormat, useNames, useTexts } from '../../components/app-context.ts';
import { Furigana } from '../../components/Furigana.tsx';
import { Gap } from '../../components/Gap.tsx';
import { RegistrationNumber } from '../../components/RegistrationNumber.tsx';
import { GivenServices } from '../links/GivenServices.tsx';

type Props = {
  readonly view: View;
  readonly step: StepOf<'consent'>;
  readonly label: string;
  /** What to call who permits. On the screen of 手順5 the 意思確認 below names him; on paper it is said here, too. */
  readonly who: string;
  readonly whoOnPaper?: boolean;
};

/** Who, to whom, what, until when, and how to stop it. */
export function Terms({ view, step, label, who, whoOnPaper = false }: Props): ReactElement {
  const { texts } = useTexts();
  const { date } = useFormat();
  const words = texts.consent;
  const names = useNames(view);
  return (
    <section className="panel" aria-label={label}>
      <dl className="terms">
        <Term name={who} onPaper={whoOnPaper}>
          {step.company}
        </Term>
        <Term name={words.to}>
          <b>{names.tpp}</b>
          {view.tpp !== null && (
            <>
              <Gap />
              <span className="aside whole">{view.tpp.company}</span>
              <Gap />
              <span className="aside">
                <RegistrationNumber>{words.registration(view.tpp.registration)}</RegistrationNumber>
              </span>
            </>
          )}
        </Term>
        <Term name={words.what}>
          <GivenServices services={step.services} accounts={step.accounts} />
        </Term>
        <Term name={words.until}>
          <b>{words.untilText(date(step.endsOn))}</b>
          {words.days(step.days)}
          <Gap />
          <span className="aside">
            <Furigana>{words.untilNote}</Furigana>
          </span>
        </Term>
        <Term name={words.stop}>
          <span className="whole">
            <Furigana>{words.stopText(names.bank)}</Furigana>
          </span>
          <Gap />
          <span className="aside nowrap">{words.phone(view.bank.support.phone)}</span>
        </Term>
      </dl>
    </section>
  );
}

type TermProps = { readonly name: string; readonly onPaper?: boolean; readonly children: ReactNode };

function Term({ name, onPaper = false, children }: TermProps): ReactElement {
  return (
    <div className={onPaper ? 'paper-only' : undefined}>
      <dt>
        <Furigana>{name}</Furigana>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
