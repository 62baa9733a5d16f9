import { useEffect, useRef, useState, type RefObject } from 'react';

/** Whether a box has more in it than it shows, kept up to date. */
export function useScrolls(): { readonly ref: RefObject<HTMLDivElement | null>; readonly scrolls: boolean } {
  const ref = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const box = ref.current;
    if (box === null) return undefined;
    const look = (): void => {
      setScrolls(getComputedStyle(box).overflowY === 'auto' && box.scrollHeight > box.clientHeight + 1);
    };
    const watcher = new ResizeObserver(look);
    watcher.observe(box);
    for (const child of box.children) watcher.observe(child);
    look();
    return () => {
      watcher.disconnect();
    };
  }, []);
  return { ref, scrolls };
}
