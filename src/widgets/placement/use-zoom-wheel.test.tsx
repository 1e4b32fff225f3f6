// @vitest-environment jsdom
import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useZoomWheel } from './use-zoom-wheel';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function start() {
  const element = document.createElement('div');
  const steps: string[] = [];
  renderHook(() => useZoomWheel({ current: element }, (key, at) => steps.push(`${key} at ${at.clientY}`)));
  const turn = (deltaY: number, init: WheelEventInit = {}) => {
    const event = new WheelEvent('wheel', { deltaY, ctrlKey: true, cancelable: true, clientY: 5, ...init });
    element.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { steps, turn, frame: () => vi.advanceTimersToNextFrame() };
}

describe('a wheel that zooms', () => {
  it('makes one step in a frame, where it was last, however often it is told', () => {
    const { steps, turn, frame } = start();
    turn(-100);
    turn(-100, { clientY: 9 });
    expect(steps).toEqual([]);
    frame();
    expect(steps).toEqual(['+ at 9']);
    turn(120);
    frame();
    expect(steps).toEqual(['+ at 9', '- at 5']);
  });

  it('takes the small turns of a pinch together, and forgets them when it turns back', () => {
    const { steps, turn, frame } = start();
    const pinch = (deltaY: number, times: number) => {
      for (let n = 0; n < times; n += 1) {
        turn(deltaY);
        frame();
      }
    };
    pinch(-10, 3);
    pinch(10, 3);
    expect(steps).toEqual([]);
    pinch(10, 1);
    expect(steps).toEqual(['- at 5']);
    pinch(10, 3);
    expect(steps).toHaveLength(1);
  });

  it('counts a line as a notch', () => {
    const { steps, turn, frame } = start();
    turn(-3, { deltaMode: WheelEvent.DOM_DELTA_LINE });
    frame();
    expect(steps).toEqual(['+ at 5']);
  });

  it('scrolls without Ctrl, and keeps the page from being zoomed with it', () => {
    const { steps, turn, frame } = start();
    expect(turn(-100, { ctrlKey: false })).toBe(false);
    frame();
    expect(steps).toEqual([]);
    expect(turn(-1)).toBe(true);
  });
});
