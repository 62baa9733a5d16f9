import type { ReactElement, ReactNode } from 'react';
import { Icon } from './Icon.tsx';

type Props = { readonly label: string; readonly open?: boolean; readonly children: ReactNode };

/** Help that is out of the way until it is wanted. */
export function WhatToDo({ label, open, children }: Props): ReactElement {
  return (
    <details className="what" open={open}>
      <summary>
        {label}
        <Icon name="down" />
      </summary>
      {children}
    </details>
  );
}
