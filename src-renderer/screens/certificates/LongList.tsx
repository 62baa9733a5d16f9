import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';

/** Scrolls the list alone: the page around it, with its title, stays where it is. */
function bringInto(list: HTMLElement, row: HTMLElement): void {
  const [box, place] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
  if (place.top < box.top) list.scrollTop -= box.top - place.top;
  else if (place.bottom > box.bottom) list.scrollTop += place.bottom - box.bottom;
}

/** From the first of these on, the list stands where the customer wants it. */
const byHand = ['wheel', 'pointerdown', 'keydown'] as const;

/**
 * A list that scrolls by itself and begins with its preselected row in sight: rows get their real height only when they are
 * drawn, and each time that moves it the row is brought back. Around the fieldset, because a fieldset that scrolls forgets
 * how far when its rows are drawn on demand.
 */
export function LongList({ children }: { readonly children: ReactNode }): ReactElement {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const list = ref.current;
    if (list === null) return;
    const watcher = new ResizeObserver(() => {
      const row = list.querySelector(':checked')?.parentElement;
      if (row) bringInto(list, row);
    });
    const stop = (): void => {
      watcher.disconnect();
    };
    for (const seen of [list, ...list.children]) watcher.observe(seen);
    for (const event of byHand) list.addEventListener(event, stop, { passive: true });
    return () => {
      stop();
      for (const event of byHand) list.removeEventListener(event, stop);
    };
  }, []);
  return (
    <div ref={ref} className="choices--long">
      {children}
    </div>
  );
}
