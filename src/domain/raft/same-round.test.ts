import { describe, expect, it } from 'vitest';
import { serverMs } from '../time';
import { storeRate, type StorePosition } from './lamps';
import { isAnyLate, isLate, ofOneRound } from './same-round';

const position = (lastSeq: number, time: number, before?: [number, number]): StorePosition => ({
  lastSeq,
  firstSeq: 1,
  time: serverMs(time),
  before: before ? { lastSeq: before[0], time: serverMs(before[1]) } : null,
});

describe('words of one round', () => {
  it('are the latest of both once both have answered', () => {
    const [leader, copy] = [position(5_000, 7_000, [1_000, 5_000]), position(4_990, 7_080, [1_000, 5_010])];
    expect(ofOneRound(leader, copy)).toEqual({ leader, copy });
  });

  it('are those before while only the leader has answered, at the same rate', () => {
    const [leader, copy] = [position(5_000, 7_000, [1_000, 5_000]), position(1_000, 5_010)];
    const then = ofOneRound(leader, copy);
    expect(then.copy).toBe(copy);
    expect(then.leader).toMatchObject({ lastSeq: 1_000, time: 5_000 });
    expect(storeRate(then.leader)).toBe(storeRate(leader));
  });

  it('are those before while only the copy has answered: it is not ahead', () => {
    const [leader, copy] = [position(1_000, 5_000), position(4_900, 7_000, [900, 5_010])];
    const then = ofOneRound(leader, copy);
    expect(then.leader).toBe(leader);
    expect(then.copy).toMatchObject({ lastSeq: 900, time: 5_010 });
  });

  it('are the only ones where there are none before', () => {
    const [leader, copy] = [position(5_000, 7_000), position(1_000, 5_010)];
    expect(ofOneRound(leader, copy)).toEqual({ leader, copy });
  });
});

describe('a copy is late', () => {
  const leader = position(5_000, 20_000, [1_000, 15_000]);

  it('when it has missed a whole round that the other has answered', () => {
    expect(isLate(position(1_000, 10_000), leader)).toBe(true);
  });

  it('not while a round is under way', () => {
    expect(isLate(position(1_000, 15_040), leader)).toBe(false);
    expect(isLate(position(1_000, 12_000), leader)).toBe(false);
  });

  it('among several, whichever it is', () => {
    const fine = position(5_000, 20_050, [1_000, 15_050]);
    expect(isAnyLate([leader, fine])).toBe(false);
    expect(isAnyLate([leader, fine, position(1_000, 10_000)])).toBe(true);
    expect(isAnyLate([])).toBe(false);
  });
});
