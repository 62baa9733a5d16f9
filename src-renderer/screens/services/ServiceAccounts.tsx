import { useState, type ReactElement } from 'react';
import type { Account } from '../../bridge/view-types.ts';
import { useTexts } from '../../components/app-context.ts';
import { Furigana } from '../../components/Furigana.tsx';
import { Icon } from '../../components/Icon.tsx';
import { accountName } from '../../i18n/format.ts';
import { AccountFilter, fewAccounts } from './AccountFilter.tsx';
import { matching, selectable, setAccounts, toggleAccount, type Offer, type Selection } from './selection.ts';

type Props = {
  readonly tpp: string;
  readonly offer: Offer;
  readonly accounts: readonly Account[];
  readonly selection: Selection;
  readonly onChange: (selection: Selection) => void;
};

/** The accounts of one 業務. Those that cannot be chosen stay in view with the reason. */
export function ServiceAccounts({ tpp, offer, accounts, selection, onChange }: Props): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.services;
  const [filter, setFilter] = useState('');
  const nameOf = (account: Account): string => accountName(account, texts, language);
  const reasons = new Map(offer.accounts.map(({ account, unavailable }) => [account, unavailable]));
  const offered = accounts.filter((account) => reasons.has(account.id));
  const shown = matching(offered, filter, nameOf);
  const chosen = selection.get(offer.id);
  const free = new Set(selectable(offer));
  const narrowed = shown.length < offered.length;
  const hidden = (chosen?.size ?? 0) - shown.filter(({ id }) => chosen?.has(id) === true).length;
  const shownFree = new Set(shown.map((account) => account.id).filter((account) => free.has(account)));

  return (
    <>
      {offered.length > fewAccounts && (
        <AccountFilter filter={filter} onChange={setFilter} shown={shown.length} all={offered.length} hidden={hidden}>
          <span className="acct-tools__all">
            <button
              type="button"
              className="btn btn--secondary btn--s"
              onClick={() => {
                onChange(setAccounts(selection, offer, shownFree, true));
              }}
            >
              {narrowed ? words.allShown : words.all}
            </button>
            <button
              type="button"
              className="btn btn--secondary btn--s"
              onClick={() => {
                onChange(setAccounts(selection, offer, shownFree, false));
              }}
            >
              {narrowed ? words.nothingShown : words.nothing}
            </button>
          </span>
        </AccountFilter>
      )}
      <div className={offered.length > fewAccounts ? 'acct-list acct-list--long' : 'acct-list'}>
        {shown.map((account) => {
          const unavailable = reasons.get(account.id) ?? null;
          if (unavailable !== null) {
            return (
              <label key={account.id} className="acct" aria-disabled="true">
                <input type="checkbox" disabled />
                <span className="muted">
                  {nameOf(account)}
                  <span className="acct__why">
                    <Icon name="info" />
                    <span>
                      <Furigana>{words.unavailable[unavailable](tpp)}</Furigana>
                    </span>
                  </span>
                </span>
              </label>
            );
          }
          return (
            <label key={account.id} className="acct">
              <input
                type="checkbox"
                checked={chosen?.has(account.id) === true}
                onChange={() => {
                  onChange(toggleAccount(selection, offer, account.id));
                }}
              />
              <span>{nameOf(account)}</span>
            </label>
          );
        })}
      </div>
    </>
  );
}
