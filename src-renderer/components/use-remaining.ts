import { useEffect, useState } from 'react';
import { remainingAt, untilNextSecond } from '../stores/remaining.ts';
import { useViewState } from './app-context.ts';

/** Whole seconds left, counted down on the monotonic clock from what the present view says (`seconds`). */
export function useRemaining(seconds: number): number {
  const receivedAt = useViewState((state) => state.receivedAt);
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setTimeout(
      () => {
        setNow(performance.now());
      },
      untilNextSecond(seconds, receivedAt, performance.now()),
    );
    return () => {
      clearTimeout(timer);
    };
  }, [seconds, receivedAt, now]);
  return remainingAt(seconds, receivedAt, Math.max(now, receivedAt));
}
