import { describe, expect, it } from 'vitest';
import { at, peerRow } from '../../testing/builders';
import { serverMs } from '../time';
import { contactLamp, logLamp, silentStoreLamp, storeLamp, storeRate, type StorePosition } from './lamps';

const position = (lastSeq: StorePosition['lastSeq'], time = 10_000, before?: [number, number]): StorePosition => ({
  lastSeq,
  firstSeq: 1,
  time: serverMs(time),
  before: before ? { lastSeq: before[0], time: serverMs(before[1]) } : null,
});

describe('the contact lamp', () => {
  it.each([
    [0, 'fresh'],
    [2_499, 'fresh'],
    [2_500, 'late'],
    [9_999, 'late'],
    [10_000, 'lost'],
    [165_000, 'lost'],
  ])('is for %d ms since contact: %s', (active, kind) => {
    expect(contactLamp(peerRow('n2', { active }))).toEqual({ kind, age: active });
  });

  it('is unknown when the server does not know, and without a row', () => {
    expect(contactLamp(peerRow('n2', { active: null }))).toEqual({ kind: 'unknown' });
    expect(contactLamp(null)).toEqual({ kind: 'unknown' });
  });

  it('takes no notice of the flags', () => {
    expect(contactLamp(peerRow('n2', { active: 60_000, current: true, offline: false })).kind).toBe('lost');
    expect(contactLamp(peerRow('n2', { active: 100, current: false, offline: true })).kind).toBe('fresh');
  });
});

describe('the log lamp', () => {
  it('counts entries behind by the leader row', () => {
    expect(logLamp(peerRow('n2', { lag: 43 }), true)).toEqual({ kind: 'behind', entries: 43 });
    expect(logLamp(peerRow('n2'), true)).toEqual({ kind: 'even' });
  });

  it('is never even for a copy that is silent or that the leader does not hear', () => {
    expect(logLamp(peerRow('n2'), false)).toEqual({ kind: 'unknown', lastEntries: null });
    expect(logLamp(peerRow('n2', { active: 20_000 }), true)).toEqual({ kind: 'unknown', lastEntries: null });
    expect(logLamp(peerRow('n2', { active: null }), true)).toEqual({ kind: 'unknown', lastEntries: null });
    expect(logLamp(peerRow('n2', { lag: 7 }), false)).toEqual({ kind: 'unknown', lastEntries: 7 });
  });

  it('is unknown without a row', () => {
    expect(logLamp(null, true)).toEqual({ kind: 'unknown', lastEntries: null });
  });
});

describe('the store lamp', () => {
  it('is complete when nothing is missing, and when the follower answered a little later', () => {
    expect(storeLamp(position(100), position(100), true)).toEqual({ kind: 'complete' });
    expect(storeLamp(position(100), position(198), true)).toEqual({ kind: 'complete' });
  });

  it('forgives no more than write rate times the difference of the two server times', () => {
    const leader = position(1_000, 10_000, [500, 9_000]);
    expect(storeLamp(leader, position(990, 9_980), false)).toEqual({ kind: 'complete' });
    expect(storeLamp(leader, position(989, 9_980), false)).toMatchObject({ kind: 'behind', messages: 11 });
    expect(storeLamp(leader, position(999, 10_000), false)).toMatchObject({ kind: 'behind', messages: 1 });
  });

  it('forgives nothing on an idle stream, whatever the clocks say', () => {
    const leader = position(1_000, 10_000, [1_000, 9_000]);
    expect(storeLamp(leader, position(999, 70_000), true)).toMatchObject({ kind: 'behind', messages: 1 });
  });

  it('trusts an even log only while the write rate is not known', () => {
    expect(storeLamp(position(1_000), position(990), true)).toEqual({ kind: 'complete' });
    expect(storeLamp(position(1_000), position(990), false)).toMatchObject({ kind: 'behind', messages: 10 });
  });

  it('trusts an even log also while the word of the copy is of an earlier round, and of no later one', () => {
    const leader = position(1_000, 10_000, [1_000, 9_960]);
    expect(storeLamp(leader, position(600, 8_000), true)).toEqual({ kind: 'complete' });
    expect(storeLamp(leader, position(600, 8_000), false)).toMatchObject({ kind: 'behind', messages: 400 });
    expect(storeLamp(leader, position(600, 12_000), true)).toMatchObject({ kind: 'behind', messages: 400 });
  });

  it('shows how far and how fast a copy catches up', () => {
    const leader = position(1_000, 10_000, [900, 9_000]);
    expect(storeLamp(leader, position(600, 10_000, [100, 9_000]), false)).toEqual({
      kind: 'behind',
      messages: 400,
      catchUp: { share: 0.6, rate: 500, left: 1_000 },
    });
  });

  it('promises no end to a copy that falls back, and no progress to one that stands still', () => {
    const leader = position(2_000, 10_000, [1_000, 9_000]);
    const slower = storeLamp(leader, position(600, 10_000, [100, 9_000]), false);
    expect(slower).toMatchObject({ catchUp: { rate: 500, left: null } });
    const still = storeLamp(leader, position(100, 10_000, [100, 9_000]), false);
    expect(still).toMatchObject({ kind: 'behind', catchUp: null });
  });

  it('keeps 64-bit positions exact', () => {
    const big = 2n ** 60n;
    expect(storeLamp(position(big + 3n), position(big + 1n), false)).toMatchObject({ kind: 'behind', messages: 2 });
    expect(storeLamp(position(big), position(1), false)).toMatchObject({ messages: big - 1n });
  });

  it('has no rate when the store went back or both positions are of one moment', () => {
    expect(storeRate(position(10, 10_000, [20, 9_000]))).toBeNull();
    expect(storeRate(position(10, 10_000, [5, 10_000]))).toBeNull();
    expect(storeRate(position(10))).toBeNull();
  });
});

describe('the store lamp of a silent copy', () => {
  it('says at most, and of when', () => {
    const lamp = silentStoreLamp({ lastSeq: 150 }, { lastSeq: 100, asOf: at(5) });
    expect(lamp).toEqual({ kind: 'atMost', messages: 50, asOf: at(5) });
  });

  it('is never complete and never zero', () => {
    expect(silentStoreLamp({ lastSeq: 100 }, { lastSeq: 100, asOf: at(5) })).toEqual({ kind: 'unknown' });
    expect(silentStoreLamp({ lastSeq: 90 }, { lastSeq: 100, asOf: at(5) })).toEqual({ kind: 'unknown' });
    expect(silentStoreLamp({ lastSeq: 90 }, null)).toEqual({ kind: 'unknown' });
  });
});

describe('catching up', () => {
  const time = (ms: number) => serverMs(ms);
  const leader = (firstSeq: number, lastSeq: number, rate = 0) => ({
    firstSeq,
    lastSeq,
    time: time(2_000),
    before: { lastSeq: lastSeq - 2 * rate, time: time(0) },
  });
  const copy = (lastSeq: number, gained: number) => ({
    firstSeq: 1,
    lastSeq,
    time: time(2_000),
    before: { lastSeq: lastSeq - gained, time: time(0) },
  });
  const progress = (a: ReturnType<typeof leader>, b: ReturnType<typeof copy>) => {
    const lamp = storeLamp(a, b, false);
    return lamp.kind === 'behind' ? lamp.catchUp : null;
  };

  it('is told by the share of messages held, the rate of the store, and the time left by what it gains', () => {
    expect(progress(leader(1, 1_000, 100), copy(600, 600))).toEqual({ share: 0.6, rate: 300, left: 2_000 });
  });

  it('has no time left to tell while the leader writes as fast', () => {
    expect(progress(leader(1, 1_000, 300), copy(600, 600))).toMatchObject({ rate: 300, left: null });
  });

  it('counts only what the leader still keeps: the rest is never fetched', () => {
    expect(progress(leader(901, 1_000), copy(500, 100))).toEqual({ share: 0, rate: 50, left: 2_000 });
  });

  it('is not told of a store that stands still', () => {
    expect(progress(leader(1, 1_000), copy(600, 0))).toBeNull();
  });
});
