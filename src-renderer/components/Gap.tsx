import type { ReactElement } from 'react';

/** Keeps what follows apart on the same line, and is gone where the line breaks. */
export function Gap(): ReactElement {
  return <span className="gap"> </span>;
}
