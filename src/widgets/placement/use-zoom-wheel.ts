import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

/** px that a wheel turns or fingers pinch for one step. A notch of a wheel is more; a pinch comes as many small turns. */
const step = 40;

export interface Place {
  readonly clientX: number;
  readonly clientY: number;
}

/** Wheel with Ctrl, and the pinch that browsers tell as such: at most one step of the zoom in a frame. */
export function useZoomWheel(ref: RefObject<HTMLElement | null>, onStep: (key: '+' | '-', at: Place) => void): void {
  const latest = useRef(onStep);
  useLayoutEffect(() => {
    latest.current = onStep;
  });
  useEffect(() => {
    const element = ref.current;
    let turned = 0;
    let frame = 0;
    const listener = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const { clientX, clientY, deltaY } = event;
      // Some browsers count lines or pages.
      const delta = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? deltaY : Math.sign(deltaY) * step;
      turned = delta * turned < 0 ? delta : turned + delta;
      if (Math.abs(turned) < step) return;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        latest.current(turned < 0 ? '+' : '-', { clientX, clientY });
        turned = 0;
      });
    };
    // Not passive: with Ctrl the page would be zoomed instead.
    element?.addEventListener('wheel', listener, { passive: false });
    return () => {
      cancelAnimationFrame(frame);
      element?.removeEventListener('wheel', listener);
    };
  }, [ref]);
}
