import type { ReactElement } from 'react';
import type { View } from '../../src-main/contract/views.ts';
import type { Texts } from '../i18n/texts.ts';
import { useNames, useTexts, useViewState } from './app-context.ts';
import { Furigana } from './Furigana.tsx';
import { Icon } from './Icon.tsx';
import { LinksRail } from './LinksRail.tsx';
import { ProperName } from './ProperName.tsx';
import { railSteps, type RailStep } from './rail-steps.ts';
import { RegistrationNumber } from './RegistrationNumber.tsx';
import { RailTimer } from './RailTimer.tsx';
import { isLong } from './width-of.ts';
import { TppMark } from './TppMark.tsx';

/** The two parties and the thread between them; it reaches the TPP only after 許可. */
export function Rail({ view }: { readonly view: View }): ReactElement {
  return view.task === 'links' ? <LinksRail view={view} /> : <FlowRail view={view} />;
}

function FlowRail({ view }: { readonly view: View }): ReactElement {
  const { texts } = useTexts();
  const names = useNames(view);
  const last = useViewState((state) => state.last);
  const tied = view.screen.kind === 'done' && view.screen.outcome === 'permitted';
  return (
    <aside className="rail" aria-label={texts.rail.label}>
      <div className="party party--bank">
        <span className="party__mark">
          <Icon name="bank" />
        </span>
        <span>
          <ProperName className="party__name" long={isLong(names.bank)}>
            {names.bank}
          </ProperName>
          <span className="party__role">
            <Furigana>{texts.rail.bankRole}</Furigana>
          </span>
        </span>
      </div>
      <ol className="thread" aria-label={texts.rail.steps} data-tied={tied ? '' : undefined}>
        {railSteps(view, last).map((step, index) => (
          <Step key={step.place} step={step} number={index + 1} />
        ))}
      </ol>
      <div className="party party--tpp">
        <TppMark tpp={view.tpp} name={names.tpp} className="party__mark" />
        <span>
          <span className="party__role">
            <Furigana>{texts.rail.tppRole}</Furigana>
          </span>
          {view.tpp === null ? (
            <span className="party__name">{unknownTpp(view.screen.kind, texts)}</span>
          ) : (
            <>
              <ProperName className="party__name" long={isLong(names.tpp)}>
                {names.tpp}
              </ProperName>
              <span className="party__number">
                <RegistrationNumber>{view.tpp.registration}</RegistrationNumber>
              </span>
            </>
          )}
        </span>
      </div>
      <RailTimer view={view} />
    </aside>
  );
}

function Step({ step, number }: { readonly step: RailStep; readonly number: number }): ReactElement {
  const { texts } = useTexts();
  const here = step.state !== 'done' && step.state !== 'todo' && step.state !== 'skipped';
  return (
    <li
      className={step.past ? 'step is-past' : 'step'}
      data-state={step.state}
      aria-current={here ? 'step' : undefined}
    >
      <span className="step__node">
        <Node state={step.state} number={number} />
      </span>
      <span className="step__label">
        <Furigana>{texts.rail.places[step.place]}</Furigana>
        <StepRemark step={step} />
      </span>
    </li>
  );
}

function Node({ state, number }: { readonly state: RailStep['state']; readonly number: number }): ReactElement {
  switch (state) {
    case 'done':
      return <Icon name="check" />;
    case 'failed':
      return <Icon name="x" />;
    case 'skipped':
    case 'refused':
    case 'cancelled':
      return <Icon name="minus" />;
    case 'current':
    case 'todo':
      return <>{number}</>;
  }
}

function StepRemark({ step }: { readonly step: RailStep }): ReactElement | null {
  const { texts } = useTexts();
  switch (step.state) {
    case 'done':
      return <span className="sr-only">({texts.rail.done})</span>;
    case 'skipped':
    case 'failed':
    case 'refused':
    case 'cancelled':
      return <State>{texts.rail[step.state]}</State>;
    case 'current':
      return step.part === null ? null : <State>{partText(step.part, texts)}</State>;
    case 'todo':
      return null;
  }
}

function State({ children }: { readonly children: string }): ReactElement {
  return (
    <span className="step__state">
      <Furigana>{children}</Furigana>
    </span>
  );
}

function partText(part: NonNullable<RailStep['part']>, texts: Texts): string {
  switch (part) {
    case 'certificate':
      return texts.rail.certificatePart;
    case 'token':
      return texts.rail.tokenPart;
    case 'password':
      return texts.rail.passwordPart;
  }
}

function unknownTpp(screen: View['screen']['kind'], texts: Texts): string {
  switch (screen) {
    case 'waiting':
      return texts.rail.tppUnknown;
    case 'done':
    case 'failed':
      return texts.rail.tppUnconfirmed;
    default:
      return texts.rail.tppChecking;
  }
}
