import { describe, expect, it } from 'vitest';
import { at } from '../../testing/builders';
import { TestTopology } from '../../testing/topology';
import { accountId, serverId, serverName } from '../ids';
import type { Observation } from '../observation';
import type { RouteFacts } from '../replies/servers';
import { emptyFacts, type Facts } from './facts';
import { sightingsOf } from './links';
import { observe } from './observe';

const n1 = serverName('n1');
const fold = (...observations: readonly Observation[]): Facts => observations.reduce(observe, emptyFacts());
const pair = new TestTopology().mesh('C1', ['n1', 'n2']);
const apart = pair.link('n1', 'n2', { seenBy: 'nobody' }).server('n1', { said: 5 });

function route(change: Partial<RouteFacts> = {}): RouteFacts {
  return {
    remoteId: serverId('N2'),
    remote: serverName('n2'),
    rtt: 1,
    pendingBytes: 0,
    inMessages: 0,
    outMessages: 0,
    account: null,
    compression: null,
    ...change,
  };
}

describe('the connections with one peer', () => {
  it('are one sighting: a pool, and accounts with their own', () => {
    const rows = [route({ rtt: 3 }), route(), route({ rtt: 2 }), route({ account: accountId('SYS'), rtt: null })];
    expect(sightingsOf(rows)).toEqual([
      {
        remoteId: 'N2',
        remote: 'n2',
        pool: 3,
        accounts: ['SYS'],
        rtts: [1, 2, 3],
        pendingBytes: 0,
        compression: null,
      },
    ]);
  });

  it('add up what waits, exactly', () => {
    const huge = 2n ** 60n;
    expect(sightingsOf([route({ pendingBytes: huge }), route({ pendingBytes: 7 })])[0]?.pendingBytes).toBe(huge + 7n);
  });

  it('are told apart by id: two runs of one server are two peers', () => {
    const both = sightingsOf([route({ remoteId: serverId('N3') }), route()]);
    expect(both.map(({ remoteId }) => remoteId)).toEqual(['N2', 'N3']);
  });

  it('have the name and compression of whichever connection tells them', () => {
    const rows = [route({ remote: null }), route({ compression: 's2_fast' })];
    expect(sightingsOf(rows)).toMatchObject([{ remote: 'n2', compression: 's2_fast' }]);
  });
});

describe('what a server says of its links', () => {
  it('is its newest word, in any order of arrival', () => {
    const [older, newer] = [pair.words(), apart.words()];
    for (const order of [
      [...older, ...newer],
      [...newer, ...older],
    ])
      expect(fold(...order).links.routes.get(n1)).toMatchObject({ stamp: { at: at(5) }, value: [] });
  });

  it('is a sign of life, and tells who it is', () => {
    expect(fold(...apart.words()).servers.get(n1)).toMatchObject({ heardAt: at(5), info: { cluster: 'C1' } });
  });

  it('names ids for good: 2.9 tells no names of its peers', () => {
    const old = pair.server('n1', { names: false });
    const { names, routes } = fold(...old.words()).links;
    expect(routes.get(n1)?.value).toMatchObject([{ remote: null, remoteId: 'n2-run1' }]);
    expect(names.get(serverId('n2-run1'))).toBe('n2');
  });

  it('changes nothing the second time', () => {
    const once = fold(...pair.words());
    expect(fold(...pair.words(), ...pair.words()).links).toEqual(once.links);
    expect(pair.words().reduce(observe, once).links).toBe(once.links);
  });
});
