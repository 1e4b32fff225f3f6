import { describe, expect, it } from 'vitest';
import type { MessageHead } from '../../domain/inside/messages';
import { serverMs } from '../../domain/time';
import { positionOf } from './position';
import { rowsOf } from './rows';

const now = Date.UTC(2026, 10, 21, 12);

describe('where somebody wants to go', () => {
  it('is a sequence, of any size', () => {
    expect(positionOf(' 4711 ', now)).toEqual({ kind: 'sequence', seq: 4711 });
    expect(positionOf('1,000,000', now)).toEqual({ kind: 'sequence', seq: 1_000_000 });
    expect(positionOf('18446744073709551615', now)).toEqual({ kind: 'sequence', seq: 18446744073709551615n });
  });

  it('is a time ago, or a date and time', () => {
    expect(positionOf('15m', now)).toEqual({ kind: 'time', time: now - 900_000 });
    expect(positionOf('2 h ago', now)).toEqual({ kind: 'time', time: now - 7_200_000 });
    expect(positionOf('2026-11-21T01:03:00Z', now)).toEqual({ kind: 'time', time: Date.UTC(2026, 10, 21, 1, 3) });
    expect(positionOf('2026-11-21 01:03', now)).toEqual({ kind: 'time', time: Date.parse('2026-11-21T01:03') });
  });

  it('is nothing of that', () => {
    for (const text of ['', 'yesterday', '-1', '1.5', '12x', '2026-99-99', '123456789012345678901'])
      expect(positionOf(text, now)).toBeNull();
  });
});

describe('the rows of a list', () => {
  const head = (seq: number): MessageHead => ({
    seq,
    subject: 'a',
    time: serverMs(0),
    size: 0,
    preview: { kind: 'empty' },
  });

  it('tell what is missing between two messages, in either order', () => {
    const upwards = rowsOf([head(1), head(2), head(6)], 'oldest', true);
    expect(upwards.map(({ kind }) => kind)).toEqual(['message', 'message', 'deleted', 'message']);
    expect(upwards[2]).toMatchObject({ from: 3, to: 5 });
    expect(rowsOf([head(6), head(2)], 'newest', true)[1]).toMatchObject({ kind: 'deleted', from: 3, to: 5 });
  });

  it('do not take what was filtered away for deleted', () => {
    expect(rowsOf([head(1), head(6)], 'oldest', false)).toHaveLength(2);
  });
});
