import type { ReactElement } from 'react';
import type { StepOf } from '../../bridge/view-types.ts';
import { useFormat, useTexts } from '../../components/app-context.ts';
import { Furigana } from '../../components/Furigana.tsx';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { UpdateTag } from '../links/UpdateTag.tsx';
import { AccountNames } from './AccountNames.tsx';
import { differenceOf, type Change } from './difference.ts';

/** What changes of the link that stands. Nothing when there is none. */
export function DifferenceTable({ step }: { readonly step: StepOf<'consent'> }): ReactElement | null {
  const { texts } = useTexts();
  const { date } = useFormat();
  const words = texts.window.difference;
  const difference = differenceOf(step);
  if (difference === null || step.existing === null) return null;
  const { added, removed, kept } = difference;
  return (
    <section className="panel difference" aria-label={words.label}>
      <h2 className="panel__head">
        <Furigana>{words.label}</Furigana>
      </h2>
      {added.length + removed.length === 0 && (
        <p className="difference__none">
          <Furigana>{words.nothing}</Furigana>
        </p>
      )}
      <div className="difference__changes">
        <Changes kind="added" icon="plus" changes={added} />
        <Changes kind="removed" icon="minus" changes={removed} />
      </div>
      <dl className="difference__ends">
        <dt>
          <Furigana>{words.ends}</Furigana>
        </dt>
        <dd>{words.endsText(date(step.existing.endsOn), date(step.endsOn))}</dd>
      </dl>
      {kept.length > 0 && (
        <details className="what">
          <summary>
            <Furigana>{words.showKept}</Furigana>
            <Icon name="down" />
          </summary>
          <div className="difference__changes">
            <Changes kind="kept" icon="check" changes={kept} />
          </div>
        </details>
      )}
    </section>
  );
}

type ChangesProps = {
  readonly kind: 'added' | 'removed' | 'kept';
  readonly icon: IconName;
  readonly changes: readonly Change[];
};

function Changes({ kind, icon, changes }: ChangesProps): ReactElement | null {
  const { texts, language } = useTexts();
  const word = texts.window.difference[kind];
  const tone = kind === 'added' ? 'tag tag--brand' : 'tag';
  if (changes.length === 0) return null;
  return (
    <ul className="difference__list" aria-label={word}>
      {changes.map(({ id, kind: service, label, accounts }) => (
        <li key={id}>
          <span className={tone}>
            <Icon name={icon} />
            {word}
          </span>
          <b>
            <Furigana>{inLanguage(label, language)}</Furigana>
          </b>
          <span>
            <AccountNames accounts={accounts} tag={service === 'update' && <UpdateTag />} />
          </span>
        </li>
      ))}
    </ul>
  );
}
