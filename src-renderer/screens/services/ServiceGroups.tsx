import type { ReactElement, ReactNode } from 'react';
import type { Account, ServiceKind } from '../../bridge/view-types.ts';
import { useTexts } from '../../components/app-context.ts';
import { Furigana } from '../../components/Furigana.tsx';
import { Icon } from '../../components/Icon.tsx';
import type { Offer, Selection } from './selection.ts';
import { ServiceRow } from './ServiceRow.tsx';

type Props<O extends Offer> = {
  /** The provider's name, for reasons. */
  readonly tpp: string;
  readonly offers: readonly O[];
  readonly accounts: readonly Account[];
  readonly selection: Selection;
  readonly onChange: (selection: Selection) => void;
  /** Beside the name of a 業務. */
  readonly what: (offer: O) => ReactNode;
  /** Beside the name of a kind. */
  readonly note: (kind: ServiceKind) => string;
  /** At the end of a kind's heading line. */
  readonly tool?: (kind: ServiceKind, ofKind: readonly O[]) => ReactNode;
};

const kinds: readonly ServiceKind[] = ['inquiry', 'update'];

/** 業務 × accounts to choose from, 照会系 before 更新系. */
export function ServiceGroups<O extends Offer>(props: Props<O>): ReactElement {
  const { tpp, offers, accounts, selection, onChange, what, note, tool } = props;
  const { texts } = useTexts();
  const words = texts.services;
  const offered = kinds.filter((kind) => offers.some((offer) => offer.kind === kind));
  return (
    <>
      {offered.map((kind) => {
        const ofKind = offers.filter((offer) => offer.kind === kind);
        return (
          <fieldset key={kind} className={kind === 'update' ? 'svc-group svc-group--update' : 'svc-group'}>
            <legend className="sr-only">{words.legend(words.kinds[kind])}</legend>
            <div className="svc-group__head">
              <h2>
                <Furigana>{words.kinds[kind]}</Furigana>
                {kind === 'update' && (
                  <span className="tag tag--warn">
                    <Icon name="warn" />
                    {words.updateTag}
                  </span>
                )}
              </h2>
              <span className="small muted">
                <Furigana>{note(kind)}</Furigana>
              </span>
              {tool?.(kind, ofKind)}
            </div>
            <div className="panel">
              {ofKind.map((offer) => (
                <ServiceRow
                  key={offer.id}
                  tpp={tpp}
                  offer={offer}
                  what={what(offer)}
                  accounts={accounts}
                  selection={selection}
                  onChange={onChange}
                />
              ))}
            </div>
          </fieldset>
        );
      })}
    </>
  );
}
