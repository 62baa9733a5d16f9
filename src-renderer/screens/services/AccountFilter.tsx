import type { ReactElement, ReactNode } from 'react';
import { useTexts } from '../../components/app-context.ts';
import { ListFilter } from '../../components/ListFilter.tsx';

/** More accounts than this need a filter, and a list that scrolls by itself. */
export const fewAccounts = 5;

type Props = {
  readonly filter: string;
  readonly onChange: (filter: string) => void;
  readonly shown: number;
  readonly all: number;
  /** Chosen, but not among those that are shown. */
  readonly hidden?: number;
  /** Buttons for the accounts that are shown. */
  readonly children?: ReactNode;
};

/** Narrows a list of accounts by 店名・種類・末尾3桁. */
export function AccountFilter({ filter, onChange, shown, all, hidden, children }: Props): ReactElement {
  const words = useTexts().texts.services;
  const found = shown === 0 ? words.notFound : words.found(shown, all, hidden);
  return (
    <ListFilter label={words.filter} filter={filter} onChange={onChange} found={found}>
      {children}
    </ListFilter>
  );
}
