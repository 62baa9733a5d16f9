import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';

/** Scrolls the list alone: the page around it, with its title, stays where it is. The row becomes the uppermost. */
function bringInto(list: HTMLElement, rows: Element, row: Element): void {
  const place = row.getBoundingClientRect();
  const down = place.top - rows.getBoundingClientRect().top;
  list.scrollTop = down + place.height < list.clientHeight ? 0 : down;
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
    const rows = list?.firstElementChild;
    if (list === null || !rows) return;
    const watcher = new ResizeObserver(() => {
      const row = rows.querySelector(':checked')?.parentElement;
      if (row) bringInto(list, rows, row);
    });
    const stop = (): void => {
      watcher.disconnect();
    };
    for (const seen of [list, rows]) watcher.observe(seen);
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
