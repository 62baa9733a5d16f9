import type { ReactElement } from 'react';
import type { PinAccount } from '../../bridge/view-types.ts';
import { useTexts } from '../../components/app-context.ts';
import { accountName } from '../../i18n/format.ts';
import { PinTag } from './pin-account-tag.tsx';

type Props = {
  readonly accounts: readonly PinAccount[];
  readonly chosen: string | null;
  readonly onChoose: (account: string) => void;
};

/** 照会用口座. Only an unregistered one can be chosen; the others say why not. */
export function PinAccounts({ accounts, chosen, onChoose }: Props): ReactElement {
  const { texts, language } = useTexts();
  return (
    <fieldset>
      <legend className="h2 legend">{texts.pin.accounts(accounts.length)}</legend>
      <div className="choices">
        {accounts.map(({ account, state }) => {
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
    </fieldset>
  );
}
