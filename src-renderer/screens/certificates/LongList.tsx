import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';

/** Rows above the preselected one get their real height only when they are drawn: so many frames it is brought back. */
const frames = 6;

/** Scrolls the list alone: the page around it, with its title, stays where it is. */
function bringInto(list: HTMLElement, row: HTMLElement): void {
  const [box, place] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
  if (place.top < box.top) list.scrollTop -= box.top - place.top;
  else if (place.bottom > box.bottom) list.scrollTop += place.bottom - box.bottom;
}

/**
 * A list that scrolls by itself and begins with its preselected row in sight. Around the fieldset, because a fieldset that
 * scrolls forgets how far when its rows are drawn on demand.
 */
export function LongList({ children }: { readonly children: ReactNode }): ReactElement {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let left = frames;
    let frame = 0;
    const show = (): void => {
      const list = ref.current;
      const row = list?.querySelector(':checked')?.parentElement;
      if (list !== null && row) bringInto(list, row);
      left -= 1;
      if (left > 0) frame = requestAnimationFrame(show);
    };
    frame = requestAnimationFrame(show);
    return () => {
      cancelAnimationFrame(frame);
    };
  }, []);
  return (
    <div ref={ref} className="choices--long">
      {children}
    </div>
  );
}
