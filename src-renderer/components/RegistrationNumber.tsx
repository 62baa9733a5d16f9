import type { ReactElement } from 'react';
import { Furigana } from './Furigana.tsx';

/** A provider's registration number; where it does not fit on a line, its lines are about as long as each other. */
export function RegistrationNumber({ children }: { readonly children: string }): ReactElement {
  return (
    <span className="number">
      {children.split(/(?=[(第])/u).map((part) => (
        <span key={part} className="whole">
          <Furigana>{part}</Furigana>
        </span>
      ))}
    </span>
  );
}
