import { describe, expect, it } from 'vitest';
import { holdsAll, isPartOf } from './holding';

const expected = { messages: 10, firstSeq: 2, lastSeq: 12, consumers: 1 };

describe('what a restored stream holds', () => {
  it('is all of the backup where nothing is missing; more may have come', () => {
    expect(holdsAll(expected, expected)).toBe(true);
    expect(holdsAll({ ...expected, messages: 11, lastSeq: 13, consumers: 2 }, expected)).toBe(true);
    expect(holdsAll({ ...expected, messages: 9 }, expected)).toBe(false);
    expect(holdsAll({ ...expected, lastSeq: 11 }, expected)).toBe(false);
    expect(holdsAll({ ...expected, consumers: 0 }, expected)).toBe(false);
    expect(holdsAll({ ...expected, lastSeq: 2n ** 60n }, { ...expected, lastSeq: 2n ** 60n + 1n })).toBe(false);
  });

  it('can be a part of it where nothing is more', () => {
    expect(isPartOf({ messages: 0, firstSeq: 0, lastSeq: 0, consumers: 0 }, expected)).toBe(true);
    expect(isPartOf(expected, expected)).toBe(true);
    expect(isPartOf({ ...expected, messages: 11 }, expected)).toBe(false);
    expect(isPartOf({ ...expected, lastSeq: 13 }, expected)).toBe(false);
    expect(isPartOf({ ...expected, consumers: 2 }, expected)).toBe(false);
  });
});
