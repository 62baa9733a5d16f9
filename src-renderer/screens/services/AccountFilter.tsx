import { useId, type ReactElement, type ReactNode } from 'react';
import { useTexts } from '../../components/app-context.ts';

/** More accounts than this need a filter, and a list that scrolls by itself. */
export const fewAccounts = 5;

type Props = {
  readonly filter: string;
  readonly onChange: (filter: string) => void;
  readonly shown: number;
  readonly all: number;
  /** Buttons for the accounts that are shown. */
  readonly children?: ReactNode;
};

/** Narrows a list of accounts by 店名・種類・末尾3桁. */
export function AccountFilter({ filter, onChange, shown, all, children }: Props): ReactElement {
  const { texts } = useTexts();
  const words = texts.services;
  const id = useId();
  return (
    <div className="acct-tools">
      <label className="small" htmlFor={id}>
        {words.filter}
      </label>
      <input
        className="text"
        id={id}
        type="search"
        value={filter}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
      <span className="small muted" role="status">
        {shown === 0 ? words.notFound : words.found(shown, all)}
      </span>
      {children}
    </div>
  );
}
