import { useId, type ReactElement } from 'react';
import { useTexts } from '../../components/app-context.ts';

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
        {found === 0 ? words.notFound : words.found(found, all)}
      </span>
    </div>
  );
}
