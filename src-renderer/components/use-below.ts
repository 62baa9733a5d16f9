import { useEffect, useRef, useState, type RefObject } from 'react';

/** Whether an element, or a part of it, is still to be scrolled to: it lies below what is in sight. */
export function useBelow<T extends Element>(): { readonly ref: RefObject<T | null>; readonly below: boolean } {
  const ref = useRef<T>(null);
  const [below, setBelow] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const watcher = new IntersectionObserver(
      (entries) => {
        const now = entries.at(-1);
        if (now === undefined) return;
        const isBehind = now.boundingClientRect.bottom > window.innerHeight / 2;
        setBelow(now.intersectionRatio < 0.98 && isBehind);
      },
      { threshold: [0, 0.5, 0.98] },
    );
    watcher.observe(element);
    return () => {
      watcher.disconnect();
    };
  }, []);
  return { ref, below };
}
