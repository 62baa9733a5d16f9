import { useState, type ReactElement } from 'react';
import type { PinAccount } from '../../bridge/view-types.ts';
import { useTexts } from '../../components/app-context.ts';
import { accountName } from '../../i18n/format.ts';
import { LongList } from '../certificates/LongList.tsx';
import { AccountFilter, fewAccounts } from '../services/AccountFilter.tsx';
import { matching } from '../services/selection.ts';
import { PinTag } from './pin-account-tag.tsx';

type Props = {
  readonly accounts: readonly PinAccount[];
  readonly chosen: string | null;
  readonly onChoose: (account: string) => void;
};

/** 照会用口座. Only an unregistered one can be chosen; the others say why not. */
export function PinAccounts({ accounts, chosen, onChoose }: Props): ReactElement {
  const { texts, language } = useTexts();
  const [filter, setFilter] = useState('');
  const many = accounts.length > fewAccounts;
  const found = matching(
    accounts.map(({ account }) => account),
    filter,
    (account) => accountName(account, texts, language),
  );
  // The account the number is entered for stays in sight whatever the filter says.
  const shown = accounts.filter(({ account }) => account.id === chosen || found.includes(account));
  const rows = (
    <div className="choices">
      {shown.map(({ account, state }) => {
        const free = state === 'unregistered';
        return (
          <label key={account.id} className="choice" aria-disabled={free ? undefined : true}>
            <input
              type="radio"
              name="account"
              checked={account.id === chosen}
              disabled={!free}
              onChange={() => {
                onChoose(account.id);
              }}
            />
            <span className={free ? 'choice__name' : 'choice__name muted'}>
              {accountName(account, texts, language)}
              <span className="choice__sub">{free ? account.holder : texts.pin.why[state]}</span>
            </span>
            <PinTag state={state} />
          </label>
        );
      })}
    </div>
  );
  return (
    <fieldset>
      <legend className="h2 legend">{texts.pin.accounts(accounts.length)}</legend>
      {many && <AccountFilter filter={filter} onChange={setFilter} shown={found.length} all={accounts.length} />}
      {many ? <LongList>{rows}</LongList> : rows}
    </fieldset>
  );
}
