import { startTransition, useEffect, useRef, useState } from 'react';

/**
 * A value that changes at most once in so many milliseconds: the first change at once, those that come on its heels
 * together. With 0 it is the value itself.
 */
export function useCalm<Value>(value: Value, pause: number): Value {
  const [taken, take] = useState({ value });
  const next = useRef(0);
  if (pause === 0 && taken.value !== value) take({ value });
  useEffect(() => {
    if (pause === 0 || taken.value === value) return;
    const timer = setTimeout(
      () => {
        next.current = performance.now() + pause;
        startTransition(() => take({ value }));
      },
      Math.max(next.current - performance.now(), 0),
    );
    return () => clearTimeout(timer);
  }, [value, taken, pause]);
  return taken.value;
}
