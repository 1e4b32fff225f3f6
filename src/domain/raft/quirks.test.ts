import { describe, expect, it } from 'vitest';
import { groupFacts, metaFacts, peerFacts } from '../../wire/raft';
import { aCluster, at, noiseRow, type TestCluster } from '../../testing/builders';
import { modelOf, streamIn } from '../../testing/replay';
import { domainName } from '../ids';
import { contactLamp, logLamp } from './lamps';

/** One row of `replicas` as a leader writes it: what real servers were seen to write, and what they may write. */
const row = (fields: object) =>
  peerFacts({ name: 'n2', peer: 'cli6fjj9', current: true, active: 300_000_000, ...fields });
const second = 1_000_000_000;

describe('the contact lamp of a row as servers write it', () => {
  it.each<[string, object, object]>([
    ['of an idle group between two heartbeats', { active: second }, { kind: 'fresh', age: 1_000 }],
    ['right at a heartbeat', { active: 1 }, { kind: 'fresh' }],
    ['at two missed heartbeats', { active: 2.4 * second }, { kind: 'fresh', age: 2_400 }],
    ['after three missed heartbeats', { active: 3 * second }, { kind: 'late', age: 3_000 }],
    ['9 s after a crash, still called current', { active: 9 * second, current: true }, { kind: 'late', age: 9_000 }],
    ['10 s after a crash', { active: 10 * second, current: false }, { kind: 'lost', age: 10_000 }],
    ['152 s after a crash', { active: 152 * second, current: false, offline: true }, { kind: 'lost', age: 152_000 }],
    ['after a clean stop, offline and current at once', { offline: true, current: true }, { kind: 'fresh', age: 300 }],
    ['of another follower as a follower sees it', { active: 0, current: false }, { kind: 'unknown' }],
    ['never seen, as 2.9 and 2.10 write it', { active: 1_790_000_000_000_000_000 }, { kind: 'unknown' }],
    ['never seen, as a mirror writes it', { active: -1 }, { kind: 'unknown' }],
    ['assigned and not yet in the group', { active: 0, pending: true, current: false }, { kind: 'unknown' }],
  ])('%s', (_, fields, lamp) => {
    expect(contactLamp(row(fields))).toMatchObject(lamp);
  });

  it('of a server that the leader does not know the name of goes by its peer id', () => {
    const unknown = row({ name: 'Server name unknown at this time (peerID: cli6fjj9)' });
    expect([unknown.name, unknown.peer]).toEqual([null, 'cli6fjj9']);
    expect(contactLamp(unknown)).toMatchObject({ kind: 'fresh' });
  });
});

describe('the log lamp of a row as servers write it', () => {
  it.each<[string, object, boolean, object]>([
    ['even, where the lag is left out', {}, true, { kind: 'even' }],
    ['behind by the entries that it says', { lag: 43, current: false }, true, { kind: 'behind', entries: 43 }],
    ['behind while the row says current', { lag: 2, current: true }, true, { kind: 'behind', entries: 2 }],
    [
      'unknown for a dead peer of an idle group: it shows no lag',
      { active: 12 * second },
      true,
      { kind: 'unknown', lastEntries: null },
    ],
    ['unknown once its server does not answer us', { lag: 10 }, false, { kind: 'unknown', lastEntries: 10 }],
    ['unknown while the leader never saw it', { lag: 7, active: 0 }, true, { kind: 'unknown', lastEntries: 7 }],
    ['as it was for a late contact', { lag: 7, active: 5 * second }, true, { kind: 'behind', entries: 7 }],
    ['exact beyond 2^53', { lag: 2n ** 60n }, true, { kind: 'behind', entries: 2n ** 60n }],
  ])('is %s', (_, fields, answering, lamp) => {
    expect(logLamp(row(fields), answering)).toEqual(lamp);
  });
});

describe('a group as servers write it', () => {
  it('without a leader has none, whether it is left out or empty', () => {
    expect(groupFacts({ name: 'C1' }).leader).toBeNull();
    expect(groupFacts({ name: 'C1', leader: '' }).leader).toBeNull();
  });

  it('of the meta group without a leader on 2.10 tells its size and no members', () => {
    expect(metaFacts({ name: 'C1', cluster_size: 5 })).toMatchObject({ leader: null, size: 5, replicas: null });
  });

  it('that never told since when it leads can be compared by arrival only', () => {
    expect(groupFacts({ leader: 'n1' }).leaderSince).toBeNull();
    expect(groupFacts({ leader: 'n1', leader_since: '2026-08-21T10:00:00Z' }).leaderSince).toBe(
      Date.UTC(2026, 7, 21, 10),
    );
  });
});

describe('what only followers say', () => {
  const three = aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1', 'n2', 'n3']);
  const lamps = (cluster: TestCluster) =>
    streamIn(modelOf(cluster.poll(0), 100), 'S')?.copies.map(({ contact, log }) => [contact.kind, log.kind]);

  it('is noise that a healthy group always has, and no lamp shows it', () => {
    expect(noiseRow('n3')).toMatchObject({ current: false, active: null, lag: 4711 });
    expect(lamps(three)).toEqual([
      ['self', 'leader'],
      ['fresh', 'even'],
      ['fresh', 'even'],
    ]);
  });

  it('lights no lamp of a group without a leader', () => {
    expect(new Set(lamps(three.changeStream('S', { leader: null })))).toEqual(
      new Set([
        ['unknown', 'unknown'],
        ['unknown', 'unknown'],
        ['unknown', 'unknown'],
      ]),
    );
  });

  it('makes nobody leader: the one that all name must claim it, and answer', () => {
    const dead = three.kill('n1');
    const model = modelOf([...three.poll(0), ...dead.poll(2_000)], 2_100);
    expect(streamIn(model, 'S')?.group.leadership).toMatchObject({ kind: 'electing', last: 'n1', since: at(20) });
    expect(model.metas.get(domainName(''))?.leadership).toMatchObject({ kind: 'electing', last: 'n1' });
  });
});

describe('the vote count of 2.15', () => {
  const hub = domainName('');
  const five = aCluster().withServers('n1', 'n2', 'n3', 'n4', 'n5');
  const needing = (quorumNeeded: number | null, cluster = five) =>
    modelOf(
      cluster.poll(0).map((observation) => {
        if (observation.kind !== 'placement' || !observation.reply.meta) return observation;
        const meta = { ...observation.reply.meta, quorumNeeded };
        return { ...observation, reply: { ...observation.reply, meta } };
      }),
      100,
    ).metas.get(hub)?.quorum;

  it('goes before counting: a rescue lowers what is needed', () => {
    expect(needing(2, five.kill('n3', 'n4', 'n5'))).toEqual({ have: 2, need: 2, of: 5 });
    expect(needing(null, five.kill('n3', 'n4', 'n5'))).toEqual({ have: 2, need: 3, of: 5 });
  });

  it('of none is no vote count: nobody leads without votes', () => {
    expect(needing(0)).toEqual({ have: 5, need: 3, of: 5 });
  });
});
