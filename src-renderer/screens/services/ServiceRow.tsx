import { useId, useState, type ReactElement, type ReactNode } from 'react';
import type { Account } from '../../bridge/view-types.ts';
import { useTexts } from '../../components/app-context.ts';
import { Furigana } from '../../components/Furigana.tsx';
import { Icon } from '../../components/Icon.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { ServiceAccounts } from './ServiceAccounts.tsx';
import { selectable, toggleService, type Offer, type Selection } from './selection.ts';

type Props = {
  readonly tpp: string;
  readonly offer: Offer;
  /** Beside its name. */
  readonly what: ReactNode;
  readonly accounts: readonly Account[];
  readonly selection: Selection;
  readonly onChange: (selection: Selection) => void;
};

/** One 業務: on or off, and which accounts. */
export function ServiceRow({ tpp, offer, what, accounts, selection, onChange }: Props): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.services;
  const id = useId();
  const [open, setOpen] = useState(false);
  const label = inLanguage(offer.label, language);
  const chosen = selection.get(offer.id)?.size ?? 0;
  const none = selectable(offer).length === 0;
  return (
    <>
      <div className="svc">
        <input
          type="checkbox"
          id={`${id}on`}
          checked={chosen > 0}
          disabled={none}
          onChange={() => {
            onChange(toggleService(selection, offer));
          }}
        />
        <label className="svc__name" htmlFor={`${id}on`}>
          <Furigana>{label}</Furigana>
        </label>
        <span className="svc__what">
          <Furigana>{none ? words.noneAvailable : what}</Furigana>
        </span>
        <button
          type="button"
          className="btn btn--secondary btn--s disclose"
          aria-expanded={open}
          aria-controls={`${id}accounts`}
          onClick={() => {
            setOpen(!open);
          }}
        >
          <span className="sr-only">{label} </span>
          {chosen > 0 ? words.accounts(chosen) : words.choose}
          <Icon name="down" />
        </button>
      </div>
      {open && (
        <div className="svc-accounts" id={`${id}accounts`} role="group" aria-label={words.accountsOf(label)}>
          <ServiceAccounts tpp={tpp} offer={offer} accounts={accounts} selection={selection} onChange={onChange} />
        </div>
      )}
    </>
  );
}
