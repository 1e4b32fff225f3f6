// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useHasty } from './use-hasty';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function start() {
  const written: string[] = [];
  const hook = renderHook(({ text }) => useHasty(text, Number, String, (next) => written.push(next)), {
    initialProps: { text: '1' },
  });
  return {
    written,
    shown: () => hook.result.current[0],
    press: (value: number) => act(() => hook.result.current[1](value)),
    address: (text: string) => hook.rerender({ text }),
    rest: () => act(() => void vi.advanceTimersByTime(300)),
  };
}

describe('a value that keys change', () => {
  it('is shown at once and written once, when the keys have come to rest', () => {
    const { press, shown, rest, written } = start();
    for (const value of [2, 3, 4]) {
      press(value);
      expect(shown()).toBe(value);
    }
    expect(written).toEqual([]);
    rest();
    expect(written).toEqual(['4']);
  });

  it('follows an address that comes from elsewhere', () => {
    const { address, shown } = start();
    address('7');
    expect(shown()).toBe(7);
  });

  it('does not fall back to its own address, which is older than the screen', () => {
    const { press, rest, address, shown } = start();
    press(2);
    rest();
    press(3);
    address('2');
    expect(shown()).toBe(3);
  });
});
