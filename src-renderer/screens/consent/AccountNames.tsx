import { Fragment, type ReactElement, type ReactNode } from 'react';
import type { Account } from '../../bridge/view-types.ts';
import { useTexts } from '../../components/app-context.ts';
import { Furigana } from '../../components/Furigana.tsx';
import { Icon } from '../../components/Icon.tsx';
import { accountName } from '../../i18n/format.ts';

/** More than this many are counted first and listed when asked for; on paper they are always listed. */
const inline = 6;

type Props = {
  readonly accounts: readonly Account[];
  /** Stands on the same line as the names, or as their number. */
  readonly tag?: ReactNode;
};

export function AccountNames({ accounts, tag }: Props): ReactElement {
  const { texts } = useTexts();
  if (accounts.length <= inline) {
    return (
      <>
        <Names accounts={accounts} />
        {tag}
      </>
    );
  }
  return (
    <span className="counted">
      <span>
        <b>{texts.consent.accounts(accounts.length)}</b>
        {tag}
      </span>
      <details className="what accounts">
        <summary>
          <Furigana>{texts.consent.showAccounts}</Furigana>
          <Icon name="down" />
        </summary>
        <Names accounts={accounts} />
      </details>
      <span className="paper-only">
        <Names accounts={accounts} />
      </span>
    </span>
  );
}

/** A line breaks between accounts and not inside of one. */
function Names({ accounts }: { readonly accounts: readonly Account[] }): ReactElement {
  const { texts, language } = useTexts();
  return (
    <>
      {accounts.map((account, index) => (
        <Fragment key={account.id}>
          <span className="nowrap">
            <Furigana>{accountName(account, texts, language)}</Furigana>
            {index < accounts.length - 1 ? texts.app.listSeparator : ''}
          </span>
          <wbr />
        </Fragment>
      ))}
    </>
  );
}
