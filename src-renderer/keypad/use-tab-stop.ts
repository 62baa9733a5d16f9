import { useEffect, type RefObject } from 'react';
import { bringOut } from './bring-out.ts';

/**
 * Of all character keys one is reached by the Tab key: the one that had the focus last. Kept in the document and not in
 * React, because a press moves the focus, and eighty keys drawn anew would be seen as a press that comes late. A key that gets the
 * focus by the keyboard is brought into sight; under a pointer nothing may move.
 */
export function useTabStop(section: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = section.current;
    if (element === null) return undefined;
    const move = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement) || !target.matches('.key--char')) return;
      for (const key of element.querySelectorAll<HTMLElement>('.key--char[tabindex="0"]')) key.tabIndex = -1;
      target.tabIndex = 0;
      if (target.matches(':focus-visible')) bringOut(target, element);
    };
    element.addEventListener('focusin', move);
    return () => {
      element.removeEventListener('focusin', move);
    };
  }, [section]);
}
