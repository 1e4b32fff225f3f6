import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { aCluster, at } from '../../testing/builders';
import { serverId } from '../ids';
import { serverMs } from '../time';
import { compareStamps, isNewer, newestTwo, stampOf, type Stamp } from './stamp';

const stamp = (time: number, seq = 0, received = 0, id = 'run1'): Stamp => ({
  id: serverId(id),
  time: serverMs(time),
  seq,
  at: at(received),
});

describe('a stamp', () => {
  it('is of the clock and the counter of the server, and of the moment of arrival', () => {
    const info = aCluster().withServers('n1').info('n1', 7);
    expect(stampOf(info, at(9))).toEqual({ id: 'n1-run1', time: info.time, seq: 7, at: at(9) });
  });

  it('is newer by the clock of its server, whenever it arrived', () => {
    expect(isNewer(stamp(2, 0, 100), stamp(1, 9, 900))).toBe(true);
    expect(isNewer(stamp(1, 9, 900), stamp(2, 0, 100))).toBe(false);
  });

  it('of the same millisecond is newer by the counter', () => {
    expect(isNewer(stamp(1, 2), stamp(1, 1))).toBe(true);
    expect(isNewer(stamp(1, 1), stamp(1, 1))).toBe(false);
  });

  it('of a later run is newer, though the counter began anew', () => {
    expect(isNewer(stamp(5_000, 1, 0, 'run2'), stamp(4_000, 900, 0, 'run1'))).toBe(true);
  });

  it('is newer than nothing', () => {
    expect(isNewer(stamp(1), null)).toBe(true);
    expect(isNewer(stamp(1), undefined)).toBe(true);
  });
});

const stamps = fc.array(
  fc.tuple(fc.nat(5), fc.nat(3)).map(([time, seq]) => ({ stamp: stamp(time, seq) })),
  {
    maxLength: 12,
  },
);

describe('the newest two', () => {
  test.prop([stamps])('of any sequence are the newest two different ones', (entries) => {
    const kept = entries.reduce<readonly (typeof entries)[number][]>(newestTwo, []);
    const distinct = new Map(entries.map((entry) => [`${entry.stamp.time} ${entry.stamp.seq}`, entry.stamp]));
    const sorted = [...distinct.values()].sort((a, b) => compareStamps(b, a)).slice(0, 2);
    expect(kept.map((entry) => [entry.stamp.time, entry.stamp.seq])).toEqual(
      sorted.map(({ time, seq }) => [time, seq]),
    );
  });

  it('stay the same list when what came in is older, or known', () => {
    const known = newestTwo(newestTwo([], { stamp: stamp(5) }), { stamp: stamp(4) });
    expect(newestTwo(known, { stamp: stamp(3) })).toBe(known);
    expect(newestTwo(known, { stamp: stamp(4) })).toBe(known);
    expect(newestTwo(known, { stamp: stamp(5) })).toBe(known);
  });
});
