import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { oneStream, serversWith, theStream } from '../../testing/placement';
import { serverName } from '../ids';
import { placementRow } from './row';
import { copiesByZone, spreadOf, zoneChoices, zonesOf } from './zones';

const none: ReadonlySet<never> = new Set();
const az = (tags: Readonly<Record<string, string>>) =>
  new Map(Object.entries(tags).map(([name, zone]) => [serverName(name), zone]));
const spread = (on: readonly string[], zones: Readonly<Record<string, string>>) =>
  spreadOf(placementRow(theStream(oneStream(on)), none), az(zones));

describe('anti-affinity', () => {
  it('finds streams whose copies are all in one zone', () => {
    expect(spread(['n1', 'n2', 'n3'], { n1: 'a', n2: 'a', n3: 'a' })).toEqual({ kind: 'oneZone', zone: 'a' });
  });

  it('finds a zone that would take the quorum with it', () => {
    expect(spread(['n1', 'n2', 'n3'], { n1: 'a', n2: 'b', n3: 'b' })).toEqual({ kind: 'majority', zone: 'b' });
    expect(spread(['n1', 'n2', 'n3', 'n4', 'n5'], { n1: 'a', n2: 'a', n3: 'b', n4: 'b', n5: 'c' })).toEqual({
      kind: 'spread',
    });
    expect(spread(['n1', 'n2'], { n1: 'a', n2: 'b' })).toEqual({ kind: 'majority', zone: 'a' });
  });

  it('has nothing to say of a single copy but where it is', () => {
    expect(spread(['n1'], { n1: 'a' })).toEqual({ kind: 'single', zone: 'a' });
    expect(spread(['n1'], {})).toEqual({ kind: 'single', zone: null });
  });

  it('does not know what it cannot know: a server without a zone may be in any', () => {
    expect(spread(['n1', 'n2', 'n3'], {})).toEqual({ kind: 'unknown' });
    expect(spread(['n1', 'n2', 'n3'], { n1: 'a', n2: 'b' })).toEqual({ kind: 'unknown' });
    // Two of three are known to be together, wherever the third is.
    expect(spread(['n1', 'n2', 'n3'], { n1: 'a', n2: 'a' })).toEqual({ kind: 'majority', zone: 'a' });
  });

  it('reads zones from tags of one kind, where there are several', () => {
    const servers = serversWith(oneStream(['n1']), {
      n1: { tags: ['az:a', 'rack:1'] },
      n2: { tags: ['az:b', 'rack:1'] },
    });
    expect(zoneChoices(servers)).toEqual(['az']);
    expect([...zonesOf(servers, 'az')]).toEqual([
      ['n1', 'az:a'],
      ['n2', 'az:b'],
    ]);
    expect(zonesOf(servers, 'dc').size).toBe(0);
  });

  test.prop([
    fc.shuffledSubarray(['n1', 'n2', 'n3', 'n4', 'n5'], { minLength: 2 }),
    fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 5, maxLength: 5 }),
  ])('says of every zone what taking it away leaves', (on, tags) => {
    const zones = az(Object.fromEntries(['n1', 'n2', 'n3', 'n4', 'n5'].map((name, index) => [name, tags[index]!])));
    const row = placementRow(theStream(oneStream(on)), none);
    const { need } = row.stream.group.quorum;
    const stops = copiesByZone(row, zones).some(([, servers]) => on.length - servers.length < need);
    expect(spreadOf(row, zones).kind === 'spread').toBe(!stops);
  });
});
