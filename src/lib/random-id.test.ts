import { describe, expect, it, vi } from 'vitest';
import { randomId } from './random-id';

describe('an id by chance', () => {
  it('is one token of 32 hex digits, and another one each time', () => {
    const ids = Array.from({ length: 100 }, randomId);
    expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(100);
  });

  it('is made without what browsers keep to secure pages', () => {
    vi.stubGlobal('crypto', { getRandomValues: <T>(bytes: T) => bytes });
    expect(randomId()).toBe('0'.repeat(32));
    vi.unstubAllGlobals();
  });
});
