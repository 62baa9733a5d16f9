import { useState, type ReactElement } from 'react';
import type { Tpp } from '../bridge/view-types.ts';

type Props = { readonly tpp: Tpp | null; readonly name: string; readonly className: string };

/** The provider's logo from the snapshot, or the first character of its name. The name always stands beside it. */
export function TppMark({ tpp, name, className }: Props): ReactElement {
  const [broken, setBroken] = useState<string | null>(null);
  const logo = tpp?.logo;
  return (
    <span className={className} aria-hidden="true">
      {logo === undefined || logo === broken ? (
        tpp === null ? (
          '…'
        ) : (
          ([...name][0] ?? '')
        )
      ) : (
        <img
          src={logo}
          alt=""
          onError={() => {
            setBroken(logo);
          }}
        />
      )}
    </span>
  );
}
