// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useCalm } from './use-calm';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function start(pause: number) {
  const shown: string[] = [];
  const { rerender } = renderHook(
    ({ value, pause: now }) => {
      shown.push(useCalm(value, now));
    },
    { initialProps: { value: 'a', pause } },
  );
  const after = (ms: number) => act(() => void vi.advanceTimersByTime(ms));
  return { say: (value: string, now = pause) => rerender({ value, pause: now }), after, now: () => shown.at(-1) };
}

describe('a value that is taken calmly', () => {
  it('is there at once, and so is its first change', () => {
    const { say, after, now } = start(1_000);
    expect(now()).toBe('a');
    say('b');
    after(1);
    expect(now()).toBe('b');
  });

  it('takes changes that come on the heels of another together, the last of them in time', () => {
    const { say, after, now } = start(1_000);
    say('b');
    after(1);
    for (const value of ['c', 'd', 'e']) {
      say(value);
      after(300);
      expect(now()).toBe('b');
    }
    after(100);
    expect(now()).toBe('e');
  });

  it('is the value itself where nothing is to be saved', () => {
    const { say, now } = start(0);
    say('b');
    expect(now()).toBe('b');
    say('c');
    expect(now()).toBe('c');
  });

  it('never falls back to an older one when there is suddenly something to be saved', () => {
    const { say, after, now } = start(0);
    say('b');
    say('c', 1_000);
    expect(now()).toBe('b');
    after(1);
    expect(now()).toBe('c');
  });
});
