import type { ReactElement } from 'react';

/** A provider's registration number; where it does not fit on a line it breaks before its 「第」. */
export function RegistrationNumber({ children }: { readonly children: string }): ReactElement {
  return (
    <>
      {children.split(/(?=第)/u).map((part) => (
        <span key={part} className="whole">
          {part}
        </span>
      ))}
    </>
  );
}
