import type { ReactElement } from 'react';

/** A provider's registration number; where it does not fit on a line, its lines are about as long as each other. */
export function RegistrationNumber({ children }: { readonly children: string }): ReactElement {
  return (
    <span className="number">
      {children.split(/(?=[(第])/u).map((part) => (
        <span key={part} className="whole">
          {part}
        </span>
      ))}
    </span>
  );
}
