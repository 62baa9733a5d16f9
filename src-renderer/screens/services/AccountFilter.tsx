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
  readonly children?: ReactNode;
};

/** Narrows a list of accounts by 店名・種類・末尾3桁. */
export function AccountFilter({ filter, onChange, shown, all, children }: Props): ReactElement {
  const { texts } = useTexts();
  const words = texts.services;
  return (
    <ListFilter
      label={words.filter}
      filter={filter}
      onChange={onChange}
      found={shown === 0 ? words.notFound : words.found(shown, all)}
    >
      {children}
    </ListFilter>
  );
}
