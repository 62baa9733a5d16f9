import { useId, type ReactElement, type ReactNode } from 'react';

type Props = {
  readonly label: string;
  readonly filter: string;
  readonly onChange: (filter: string) => void;
  /** What it leaves of the list. */
  readonly found: string;
  /** Buttons for what is shown. */
  readonly children?: ReactNode;
};

/** Narrows a long list by what its rows say. */
export function ListFilter({ label, filter, onChange, found, children }: Props): ReactElement {
  const id = useId();
  return (
    <div className="acct-tools">
      <label className="small" htmlFor={id}>
        {label}
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
        {found}
      </span>
      {children}
    </div>
  );
}
