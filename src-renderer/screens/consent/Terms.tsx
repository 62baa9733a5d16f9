import type { ReactElement, ReactNode } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { StepOf } from '../../bridge/view-types.ts';
import { useFormat, useNames, useTexts } from '../../components/app-context.ts';
import { Furigana } from '../../components/Furigana.tsx';
import { Gap } from '../../components/Gap.tsx';
import { ProperName } from '../../components/ProperName.tsx';
import { RegistrationNumber } from '../../components/RegistrationNumber.tsx';
import type { WhoPermits } from '../../i18n/texts.ts';
import { GivenServices } from '../links/GivenServices.tsx';

type Props = {
  readonly view: View;
  readonly step: StepOf<'consent'>;
  readonly label: string;
  /** What to call who permits. On the screen of 手順5 the 意思確認 below names him; on paper it is said here, too. */
  readonly who: WhoPermits;
  readonly whoOnPaper?: boolean;
  /** Further terms, below the others. */
  readonly children?: ReactNode;
};

/** Who, to whom, what, until when, and how to stop it. */
export function Terms({ view, step, label, who, whoOnPaper = false, children }: Props): ReactElement {
  const { texts } = useTexts();
  const { date } = useFormat();
  const words = texts.consent;
  const names = useNames(view);
  return (
    <section className="panel" aria-label={label}>
      <dl className="terms">
        {step.member === undefined ? (
          <Term name={who.company} onPaper={whoOnPaper}>
            <ProperName>{step.company}</ProperName>
          </Term>
        ) : (
          <Term name={who.person} onPaper={whoOnPaper}>
            {step.member}
            <Gap />
            <span className="aside whole">
              <ProperName>{step.company}</ProperName>
            </span>
          </Term>
        )}
        <Term name={words.to}>
          <b>
            <ProperName>{names.tpp}</ProperName>
          </b>
          {view.tpp !== null && (
            <>
              <Gap />
              <span className="aside whole">
                <ProperName>{view.tpp.company}</ProperName>
              </span>
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
          <span className="aside whole">
            <Furigana>{words.untilNote}</Furigana>
          </span>
        </Term>
        <Term name={words.stop}>
          <Furigana>{words.stopText(texts.links.open.title)}</Furigana>
          <Gap />
          <span className="aside whole">
            <Furigana>{words.stopDesk(names.bank)}</Furigana>{' '}
            <span className="nowrap">{words.phone(view.bank.support.phone)}</span>
          </span>
        </Term>
        {children}
      </dl>
    </section>
  );
}

type TermProps = { readonly name: string; readonly onPaper?: boolean; readonly children: ReactNode };

export function Term({ name, onPaper = false, children }: TermProps): ReactElement {
  return (
    <div className={onPaper ? 'paper-only' : undefined}>
      <dt>
        <Furigana>{name}</Furigana>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
