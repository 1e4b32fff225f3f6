import { useSyncExternalStore } from 'react';

/** One clock for the whole page: ages tick together, once a second, and only while someone can see them. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let now = Date.now();

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}

function adjust() {
  const wanted = listeners.size > 0 && document.visibilityState === 'visible';
  if (wanted && timer === null) {
    tick();
    timer = setInterval(tick, 1000);
  } else if (!wanted && timer !== null) {
    clearInterval(timer);
    timer = null;
  }
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) document.addEventListener('visibilitychange', adjust);
  listeners.add(listener);
  adjust();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) document.removeEventListener('visibilitychange', adjust);
    adjust();
  };
}

/** Milliseconds since 1970 by this browser's clock, renewed once a second while the page is visible. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
