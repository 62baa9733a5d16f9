import { useEffect, useState } from 'react';
import type { Entered } from '../../src-main/contract/calls.ts';

/** A key that would write something. Which one it is, is not looked at. */
function writes(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  return (event.key.length === 1 && event.key !== ' ') || event.key === 'Process';
}

/** Other ways into a page: the clipboard, a dragged text, an input method. */
const ways = ['paste', 'drop', 'beforeinput', 'compositionstart'] as const;

/**
 * Whether somebody typed on the PC's keyboard or pasted, until the next key on the screen. Nothing of it is read; the page
 * has no field that could take it either.
 */
export function useTypingRefused(entered: Entered): boolean {
  const [typedAt, setTypedAt] = useState<Entered | null>(null);
  useEffect(() => {
    const refuse = (event: Event): void => {
      if (event instanceof KeyboardEvent && !writes(event)) return;
      event.preventDefault();
      setTypedAt(entered);
    };
    document.addEventListener('keydown', refuse);
    for (const way of ways) document.addEventListener(way, refuse);
    return () => {
      document.removeEventListener('keydown', refuse);
      for (const way of ways) document.removeEventListener(way, refuse);
    };
  }, [entered]);
  return typedAt === entered;
}
