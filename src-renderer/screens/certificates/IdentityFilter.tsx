import type { ReactElement } from 'react';
import { useTexts } from '../../components/app-context.ts';
import { ListFilter } from '../../components/ListFilter.tsx';

type Props = {
  readonly filter: string;
  readonly onChange: (filter: string) => void;
  readonly found: number;
  readonly all: number;
};

/** Narrows both lists: a certificate one looks for may be among those that cannot be used. */
export function IdentityFilter({ filter, onChange, found, all }: Props): ReactElement {
  const { texts } = useTexts();
  const words = texts.certificates;
  return (
    <ListFilter
      label={words.filter}
      filter={filter}
      onChange={onChange}
      found={found === 0 ? words.notFound : words.found(found, all)}
    />
  );
}
