import { useEffect, type RefObject } from 'react';

/** Marks the keyboard while a character key is held, by mouse, touch or keyboard: all glyphs vanish meanwhile. */
export function useHeld(section: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = section.current;
    if (element === null) return undefined;
    const hold = (event: Event): void => {
      const onKey = event.target instanceof Element && event.target.closest('.key--char') !== null;
      const presses = !(event instanceof KeyboardEvent) || event.key === 'Enter' || event.key === ' ';
      if (onKey && presses) element.toggleAttribute('data-held', true);
    };
    const release = (): void => {
      element.toggleAttribute('data-held', false);
    };
    const releases = ['pointerup', 'pointercancel', 'keyup', 'blur'];
    element.addEventListener('pointerdown', hold);
    element.addEventListener('keydown', hold);
    for (const name of releases) window.addEventListener(name, release);
    return () => {
      element.removeEventListener('pointerdown', hold);
      element.removeEventListener('keydown', hold);
      for (const name of releases) window.removeEventListener(name, release);
    };
  }, [section]);
}
