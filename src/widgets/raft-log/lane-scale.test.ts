import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { aLane, aRaftLog, aPosition } from '../../testing/lanes';
import { localMs } from '../../domain/time';
import { entriesGap, leaderPlace, logShape, messagesGap, placeOf, scaleOf, storeShape, widestGap } from './lane-scale';

const asOf = localMs(1_000);

describe('the scale of lanes', () => {
  it('has a round span with some air beyond the widest gap', () => {
    expect([0, 15, 20, 44, 90, 104, 1_900, 40_000].map((widest) => scaleOf(widest).span)).toEqual([
      50, 50, 50, 50, 100, 200, 5_000, 50_000,
    ]);
  });

  test.prop([fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })])(
    'holds every gap, and not in a sliver',
    (widest) => {
      const { span } = scaleOf(widest);
      expect(span).toBeGreaterThan(widest);
      expect(span).toBeLessThanOrEqual(Math.max(50, 3 * widest));
    },
  );

  it('puts the leader at its line, its span at the left end, and what is further away at the ends', () => {
    const scale = scaleOf(90);
    expect([0, -50, -100, -400, 400].map((position) => placeOf(scale, position))).toEqual([
      leaderPlace,
      leaderPlace / 2,
      0,
      0,
      1,
    ]);
  });

  it('is by the widest gap that is known', () => {
    const lanes = [
      aLane('n1', { entries: { kind: 'exact', entries: 7 }, messages: { kind: 'atMost', messages: 70, asOf } }),
      aLane('n2', { entries: { kind: 'unknown', why: 'noWord' }, messages: { kind: 'unwritten', asOf } }),
    ];
    expect([widestGap(lanes, entriesGap), widestGap(lanes, messagesGap), widestGap([], entriesGap)]).toEqual([
      7, 70, 0,
    ]);
  });
});

describe('the bar of a copy in the log', () => {
  const scale = scaleOf(90);
  const leader = aLane('n1', { role: 'leader', entries: { kind: 'leader' }, messages: { kind: 'leader' } });

  it('of the leader ends at its line, beyond it by what it has not committed', () => {
    const log = aRaftLog([leader]);
    expect(logShape(log, leader, scale)).toMatchObject({ end: leaderPlace, applied: leaderPlace, isBound: false });
    const ahead = { ...leader, raft: aPosition({ last: 1_004 }) };
    expect(logShape(log, ahead, scale)?.end).toBeGreaterThan(leaderPlace);
  });

  it('ends where the leader says, whenever the copy spoke, and is applied by its own word', () => {
    const lane = aLane('n2', {
      entries: { kind: 'exact', entries: 50 },
      raft: aPosition({ last: 990, committed: 990, applied: 965 }),
    });
    expect(logShape(aRaftLog([leader, lane]), lane, scale)).toMatchObject({
      end: placeOf(scale, -50),
      applied: placeOf(scale, -75),
    });
  });

  it('begins where its log begins', () => {
    const lane = aLane('n2', { raft: aPosition({ first: 950 }) });
    expect(logShape(aRaftLog([leader, lane]), lane, scale)?.start).toBe(placeOf(scale, -50));
    const unsaid = aLane('n2', { raft: aPosition({ first: null }) });
    expect(logShape(aRaftLog([leader, unsaid]), unsaid, scale)?.start).toBe(0);
  });

  it('of a silent copy is a bound, and what it has applied is not known', () => {
    const lane = aLane('n2', { entries: { kind: 'atMost', entries: 60, asOf } });
    expect(logShape(aRaftLog([leader, lane]), lane, scale)).toMatchObject({ isBound: true, applied: null });
  });

  it('without RAFTZ is by the word of the leader alone', () => {
    const lane = aLane('n2', { raft: null, entries: { kind: 'exact', entries: 50 } });
    const log = { ...aRaftLog([leader, lane]), committed: null };
    expect(logShape(log, lane, scale)).toEqual({ start: 0, end: placeOf(scale, -50), applied: null, isBound: false });
  });

  it('is not drawn where nothing is known', () => {
    const lane = aLane('n2', { entries: { kind: 'unknown', why: 'otherLeadership' } });
    expect(logShape(aRaftLog([leader, lane]), lane, scale)).toBeNull();
  });
});

describe('the bar of a store', () => {
  const scale = scaleOf(90);
  const leader = aLane('n1', {
    role: 'leader',
    entries: { kind: 'leader' },
    messages: { kind: 'leader' },
    lastSeq: 500,
  });

  it('goes from its first sequence to where it is behind', () => {
    const lane = aLane('n2', { messages: { kind: 'exact', messages: 25, within: 0 }, firstSeq: 450, lastSeq: 475 });
    expect(storeShape(aRaftLog([leader, lane]), lane, scale)).toEqual({
      start: placeOf(scale, -50),
      end: placeOf(scale, -25),
      applied: null,
      isBound: false,
    });
  });

  it('of a copy that does not say where it is now is a bound, also where the leader stored nothing since', () => {
    for (const messages of [{ kind: 'atMost', messages: 60, asOf } as const, { kind: 'unwritten', asOf } as const]) {
      const lane = aLane('n2', { messages });
      expect(storeShape(aRaftLog([leader, lane]), lane, scale)?.isBound).toBe(true);
    }
  });

  it('is not drawn where nothing is known', () => {
    const unknown = aLane('n2', { messages: { kind: 'unknown', why: 'noLeader' } });
    expect(storeShape(aRaftLog([unknown]), unknown, scale)).toBeNull();
    const never = { ...aLane('n2'), state: null };
    expect(storeShape(aRaftLog([leader, never]), never, scale)).toBeNull();
  });
});
