import { describe, expect, it } from 'vitest';
import { aCluster, at, live, peerRow, streamState, type TestCluster } from '../../testing/builders';
import { modelOf, Replay, streamIn } from '../../testing/replay';
import { peerId, serverName } from '../ids';
import { serverMs } from '../time';
import type { StreamModel } from './model';
import { asOfSlack, sameAsOf, sameCopies, sameState, sameStream, slackFor } from './same-row';

const three = aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1', 'n2', 'n3'], { config: true });
const rowOf = (cluster: TestCluster): StreamModel => {
  const row = streamIn(modelOf(cluster.poll(0), 100), 'S');
  if (!row) throw new Error('no row');
  return row;
};
const row = rowOf(three);
const same = (change: Partial<StreamModel>, slack = asOfSlack.least) => sameStream(row, { ...row, ...change }, slack);
const sameCopy = (change: Partial<StreamModel['copies'][number]>) =>
  sameCopies(
    row.copies,
    row.copies.map((copy, index) => (index === 1 ? { ...copy, ...change } : copy)),
    asOfSlack.least,
  );

describe('the slack of asOf', () => {
  it.each([
    [0, 10_000],
    [2_000, 10_000],
    [5_000, 10_000],
    [15_000, 30_000],
    [30_000, 60_000],
    [600_000, 60_000],
  ])('is for polls every %d ms: %d ms', (gap, slack) => {
    expect(slackFor(gap)).toBe(slack);
  });

  it('lets a row stay behind, but never ahead of the reply that it shows', () => {
    expect(sameAsOf(at(0), at(10_000), 10_000)).toBe(true);
    expect(sameAsOf(at(0), at(10_001), 10_000)).toBe(false);
    expect(sameAsOf(at(1), at(0), 10_000)).toBe(false);
  });

  it('does not take a row that was never heard for one that was', () => {
    expect(sameAsOf(null, at(0), 10_000)).toBe(false);
    expect(sameAsOf(at(0), null, 10_000)).toBe(false);
    expect(sameAsOf(null, null, 10_000)).toBe(true);
  });
});

describe('a row stays the same', () => {
  it('while all its values are equal, though their objects are others', () => {
    expect(sameStream(row, rowOf(three), asOfSlack.least)).toBe(true);
    expect(same({ asOf: at(5_000), state: streamState(100), sources: [] })).toBe(true);
  });

  it('when only the age of a contact grew within its class', () => {
    expect(sameCopy({ contact: { kind: 'fresh', age: 2_000 } })).toBe(true);
    expect(sameCopy({ contact: { kind: 'late', age: 3_000 } })).toBe(false);
  });

  it('when a silent server missed one more round beyond two', () => {
    const silent = (missed: number) => ({ kind: 'silent', since: at(0), missed, announced: null }) as const;
    const copies = row.copies.map((copy) => ({ ...copy, presence: silent(2) }));
    const later = copies.map((copy) => ({ ...copy, presence: silent(3) }));
    const sooner = copies.map((copy) => ({ ...copy, presence: silent(1) }));
    expect(sameCopies(copies, later, 0)).toBe(true);
    expect(sameCopies(sooner, copies, 0)).toBe(false);
  });
});

describe('a row is another one', () => {
  it.each<[string, Partial<StreamModel>]>([
    ['health', { health: 'reduced' }],
    ['source', { source: 'remembered' }],
    ['spare', { spare: 0 }],
    ['configured copies', { replicas: 5 }],
    ['cluster', { cluster: null }],
    ['creation', { created: serverMs(9) }],
    ['account name', { accountName: 'Renamed' }],
    ['age', { asOf: at(10_021) }],
    ['last sequence', { state: streamState(101) }],
    ['missing state', { state: null }],
    ['consumers', { consumers: { count: 1, complete: true } }],
    ['completeness of consumers', { consumers: { count: 0, complete: false } }],
    ['unknown consumers', { consumers: null }],
    ['configuration', { config: null }],
    ['mirror', { mirror: { name: 'M', lag: 0, active: null, error: null } }],
    ['sources', { sources: [{ name: 'M', lag: 0, active: null, error: null }] }],
    ['group', { group: { ...row.group, name: 'other' } }],
    ['leader', { group: { ...row.group, leadership: { kind: 'led', by: serverName('n2'), since: null } } }],
    ['quorum', { group: { ...row.group, quorum: { ...row.group.quorum, have: 2 } } }],
    ['reconfiguration', { group: { ...row.group, desired: { replicas: [], status: null, description: null } } }],
    ['number of copies', { copies: row.copies.slice(1) }],
  ])('when its %s differs', (_, change) => {
    expect(same(change)).toBe(false);
  });

  it.each<[string, Parameters<typeof sameCopy>[0]]>([
    ['server', { server: null }],
    ['peer', { peer: peerId('other') }],
    ['role', { role: 'pending' }],
    ['mark', { mark: 'warn' }],
    ['presence', { presence: { kind: 'unknown' } }],
    ['age', { asOf: at(20_000) }],
    ['entries behind', { log: { kind: 'behind', entries: 4 } }],
    ['log', { log: { kind: 'unknown', lastEntries: null } }],
    ['store', { store: { kind: 'unknown' } }],
    ['own position', { state: streamState(99) }],
  ])('when the %s of one copy differs', (_, change) => {
    expect(sameCopy(change)).toBe(false);
  });

  it('when a copy that is behind moved on', () => {
    const behind = (messages: number) => ({ kind: 'behind', messages, catchUp: null }) as const;
    const copies = row.copies.map((copy) => ({
      ...copy,
      store: behind(5),
      log: { kind: 'behind', entries: 1 } as const,
    }));
    expect(sameCopies(copies, copies, 0)).toBe(true);
    expect(
      sameCopies(
        copies,
        copies.map((copy) => ({ ...copy, store: behind(4) })),
        0,
      ),
    ).toBe(false);
  });

  it.each(['messages', 'bytes', 'firstSeq', 'lastSeq', 'subjects', 'deleted', 'consumers'] as const)(
    'when %s of its state differ',
    (field) => {
      const state = streamState(100);
      expect(sameState(state, { ...state })).toBe(true);
      expect(sameState(state, { ...state, [field]: 7 })).toBe(false);
    },
  );

  it('when a time of its state differs', () => {
    const state = streamState(100);
    expect(sameState(state, { ...state, lastTime: serverMs(1) })).toBe(false);
    expect(sameState(state, { ...state, firstTime: serverMs(1) })).toBe(false);
    expect(sameState(state, null)).toBe(false);
  });
});

describe('quiet streams', () => {
  const rows = (replay: Replay, ms: number, cluster = three) => {
    replay.then(ms + 100, cluster.poll(ms));
    return replay.stream('S');
  };

  it('polled every 15 s keep their row, and are renewed within a minute', () => {
    const replay = new Replay();
    const first = rows(replay, 0);
    expect(rows(replay, 15_000)).toBe(first);
    const moments = Array.from({ length: 8 }, (_, index) => rows(replay, 30_000 + index * 15_000)?.asOf ?? 0);
    moments.forEach((asOf, index) => {
      const polled = at(30_020 + index * 15_000);
      expect(asOf).toBeLessThanOrEqual(polled);
      expect(polled - asOf).toBeLessThanOrEqual(30_000);
    });
  });

  it('polled every 2 s are never older than 10 s', () => {
    const replay = new Replay();
    const moments = Array.from({ length: 20 }, (_, index) => rows(replay, index * 2_000)?.asOf ?? 0);
    moments.forEach((asOf, index) => expect(at(index * 2_000 + 20) - asOf).toBeLessThanOrEqual(10_000));
    expect(new Set(moments).size).toBeLessThan(moments.length / 2);
  });

  it('show at once what changed, as of the reply that said so', () => {
    const replay = new Replay();
    rows(replay, 0);
    expect(rows(replay, 2_000, three.changeStream('S', { lastSeq: 101 }))).toMatchObject({
      state: { lastSeq: 101 },
      asOf: at(2_020),
    });
  });

  it.each<[string, TestCluster, Partial<StreamModel>]>([
    [
      'an entry behind',
      three.changeStream('S', { rows: { n2: { lag: 1, current: false } } }),
      { health: 'catchingUp' },
    ],
    ['a late contact', three.changeStream('S', { rows: { n2: { active: 3_000 } } }), { health: 'catchingUp' }],
    ['a lost contact', three.changeStream('S', { rows: { n2: { active: 30_000 } } }), { health: 'reduced' }],
    ['a follower that fell back', three.changeStream('S', { positions: { n3: 5 } }), { health: 'catchingUp' }],
    ['a new leader', three.changeStream('S', { leader: 'n2' }), { health: 'healthy' }],
    ['no leader', three.changeStream('S', { leader: null }), { health: 'electing' }],
    ['another creation', three.changeStream('S', { created: 1_000 }), { created: serverMs(1_000) }],
    ['one more copy', three.withServers('n4').withStream('S', ['n1', 'n2', 'n3', 'n4']), { health: 'healthy' }],
    ['one copy less', three.changeStream('S', { on: ['n1', 'n2'] }), { health: 'reduced' }],
    ['another configuration', three.changeStream('S', { replicas: 5 }), { replicas: 5 }],
  ])('are remade with %s', (_, changed, expected) => {
    const replay = new Replay();
    const before = rows(replay, 0);
    const after = rows(replay, 2_000, changed);
    expect(after).not.toBe(before);
    expect(after).toMatchObject(expected);
    const fresh = streamIn(modelOf([live(), ...three.poll(0), ...changed.poll(2_000)], 2_100), 'S');
    expect([after?.copies, after?.state, after?.asOf]).toEqual([fresh?.copies, fresh?.state, fresh?.asOf]);
  });

  it('are remade when a server stops answering, and when it answers again', () => {
    const replay = new Replay();
    rows(replay, 0);
    replay.then(2_100, three.kill('n2').liveness(2_000));
    expect(replay.stream('S')).toMatchObject({ health: 'reduced' });
    replay.then(4_100, three.liveness(4_000));
    expect(replay.stream('S')).toMatchObject({ health: 'healthy' });
  });

  it('are remade when a copy stays behind after the writing stopped: then it is not under way any more', () => {
    const written = (lastSeq: number, n3: number) => three.changeStream('S', { lastSeq, positions: { n3 } });
    const replay = new Replay();
    rows(replay, 0, written(100, 100));
    expect(rows(replay, 1_000, written(1_100, 1_050))).toMatchObject({ health: 'healthy' });
    expect(rows(replay, 2_000, written(1_100, 1_050))).toMatchObject({ health: 'catchingUp' });
  });

  it('are not remade by the noise of followers', () => {
    const replay = new Replay();
    const before = rows(replay, 0);
    const noisy = three.poll(2_000).map((observation) => {
      if (observation.kind !== 'placement' || observation.reply.server.name === 'n1') return observation;
      const { reply } = observation;
      const accounts = reply.accounts.map((account) => ({
        ...account,
        streams: account.streams.map((stream) => ({
          ...stream,
          group: stream.group && { ...stream.group, replicas: [peerRow('n9', { lag: 99 })] },
        })),
      }));
      return { ...observation, reply: { ...reply, accounts } };
    });
    replay.then(2_100, noisy);
    expect(replay.stream('S')).toBe(before);
  });
});
