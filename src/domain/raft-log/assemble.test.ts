import { describe, expect, it } from 'vitest';
import { aCluster, at, live, peerRow, type StreamSpec, type TestCluster } from '../../testing/builders';
import { raftNode, raftPeer, raftWordOf } from '../../testing/raft-log';
import { fold } from '../../testing/replay';
import { assemble } from '../cluster/assemble';
import type { Count } from '../count';
import { accountId, domainName, streamKey, streamName } from '../ids';
import { emptyInventory } from '../inventory/inventory';
import type { Observation } from '../observation';
import type { RaftNode } from '../replies/raftz';
import { assembleRaftLog } from './assemble';
import { knowsRaftz } from './known';
import type { RaftLog, RaftLogLane } from './model';

const key = streamKey(domainName(''), accountId('APP'), streamName('S'));

function cluster(spec: Partial<StreamSpec> = {}, version = '2.15.1'): TestCluster {
  return ['n1', 'n2', 'n3']
    .reduce((all, name) => all.withServer(name, { version }), aCluster())
    .withStream('S', ['n2', 'n1', 'n3'], spec);
}

interface Words {
  readonly confirmed?: Readonly<Record<string, Count | null>>;
  readonly leader?: Partial<RaftNode>;
  readonly followers?: Partial<RaftNode>;
}

/** What the three members say of their group at a time; n2 leads. */
function raftWords(of: TestCluster, ms: number, { confirmed, leader, followers }: Words = {}): readonly Observation[] {
  const peers = ['n1', 'n3'].map((name) =>
    raftPeer(name, confirmed && name in confirmed ? (confirmed[name] ?? null) : 60),
  );
  return of.up.map((name) =>
    name === 'n2'
      ? raftWordOf(of, name, ms, raftNode(name, 'S', { state: 'leader', peers, ...leader }))
      : raftWordOf(of, name, ms, raftNode(name, 'S', followers)),
  );
}

function logOf(observations: readonly Observation[], ms: number): RaftLog {
  const facts = fold([live(), ...observations]);
  const log = assembleRaftLog(facts, assemble(facts, emptyInventory(), null, at(ms)), key);
  if (!log) throw new Error('no such stream');
  return log;
}

function lane(log: RaftLog, server: string): RaftLogLane {
  const found = log.lanes.find((one) => one.server === server);
  if (!found) throw new Error(`no lane of ${server}`);
  return found;
}

describe('the lanes of a Raft log', () => {
  const healthy = cluster();
  const log = logOf([...healthy.poll(0), ...raftWords(healthy, 100)], 200);

  it('begin with the leader, then go by name, numbers by their value', () => {
    expect(log.lanes.map(({ server }) => server)).toEqual(['n2', 'n1', 'n3']);
    const many = aCluster().withServers('n10', 'n9', 'n2').withStream('S', ['n10', 'n9', 'n2'], { leader: 'n9' });
    expect(logOf(many.poll(0), 100).lanes.map(({ server }) => server)).toEqual(['n9', 'n2', 'n10']);
  });

  it('put members without a name last', () => {
    const row = peerRow('n3');
    const nameless = cluster({ rows: { n3: { ...row, name: null } } }).changeStream('S', { on: ['n2', 'n1', 'n3'] });
    const servers = logOf(nameless.kill('n3').poll(0), 100).lanes.map(({ server, peer }) => server ?? peer);
    expect(servers).toEqual(['n2', 'n1', row.peer]);
  });

  it('tell group, term, and what the leader has committed, by its own word', () => {
    expect(log).toMatchObject({ stream: key, group: 'S-R3F-S', term: 7, committed: 60, source: { kind: 'raftz' } });
  });

  it('tell what each copy says of itself', () => {
    const queues = { applyQueue: 3, proposalQueue: 1, entryQueue: 4, responseQueue: 2 };
    const flags = { catchingUp: true, paused: true, observer: true, overrun: true, walError: true };
    const followers = { applied: 40, committed: 50, lastIndex: 55, firstIndex: null, ...queues, ...flags };
    const { raft } = lane(logOf([...healthy.poll(0), ...raftWords(healthy, 100, { followers })], 200), 'n1');
    expect(raft).toEqual({
      first: null,
      applied: 40,
      committed: 50,
      last: 55,
      term: 7,
      state: 'follower',
      queues: { apply: 3, proposals: 1, entries: 4, responses: 2 },
      ...flags,
      asOf: at(100),
    });
  });

  it('name entries and messages apart', () => {
    const behind = cluster({ positions: { n3: 40 }, rows: { n3: { lag: 25, current: false } } });
    const words = raftWords(behind, 100, { confirmed: { n3: 35 } });
    const { entries, messages, state } = lane(logOf([...behind.poll(0), ...words], 200), 'n3');
    expect(entries).toEqual({ kind: 'exact', entries: 25 });
    expect(messages).toEqual({ kind: 'exact', messages: 60, within: 0 });
    expect(state).toMatchObject({ firstSeq: 1, lastSeq: 40 });
  });

  it('are those of no stream where there is none', () => {
    const facts = fold([live(), ...healthy.withoutStream('S').poll(0)]);
    expect(assembleRaftLog(facts, assemble(facts, emptyInventory(), null, at(100)), key)).toBeNull();
  });

  it('are without the log of a server that has not spoken of it for 10 s, though it answers', () => {
    const alive = [...healthy.poll(0), ...raftWords(healthy, 100), ...healthy.poll(10_000)];
    expect(lane(logOf(alive, 10_100), 'n1').raft).not.toBeNull();
    expect(lane(logOf([...alive, ...healthy.poll(10_500)], 10_600), 'n1').raft).toBeNull();
  });

  it('tell of the leader what it stores a second, once it has answered twice', () => {
    expect(log.rate).toBeNull();
    const later = healthy.changeStream('S', { lastSeq: 700 });
    expect(logOf([...healthy.poll(0), ...later.poll(2_000)], 2_100).rate).toBe(300);
  });
});

describe('where positions come from', () => {
  const healthy = cluster();

  it('is JSZ below 2.10.26, on any server that answers', () => {
    const old = cluster({}, '2.10.25');
    expect(logOf(old.poll(0), 100).source).toEqual({ kind: 'jsz', why: 'tooOld' });
    const mixed = healthy.changeServer('n3', { version: '2.9.10' });
    expect(logOf(mixed.poll(0), 100).source).toEqual({ kind: 'jsz', why: 'tooOld' });
  });

  it('is JSZ for a single copy, which has no group', () => {
    const single = aCluster().withServers('n1', 'n2').withStream('S', ['n1']);
    const log = logOf(single.poll(0), 100);
    expect(log.source).toEqual({ kind: 'jsz', why: 'noGroup' });
    expect(log.lanes).toMatchObject([{ entries: { kind: 'leader' }, messages: { kind: 'leader' } }]);
  });

  it('is still awaited, or was not answered', () => {
    expect(logOf(healthy.poll(0), 100).source).toEqual({ kind: 'jsz', why: 'waiting' });
    const round = {
      id: 9,
      request: 'raft',
      startedAt: at(100),
      endedAt: at(1_100),
      answered: [],
      undecodable: [],
      interrupted: true,
    } as const;
    const asked = [...healthy.poll(0), { kind: 'round', round } as const];
    expect(logOf(asked, 1_200).source).toEqual({ kind: 'jsz', why: 'notAnswered' });
    expect(logOf([...asked, ...healthy.poll(11_500)], 11_600).source).toEqual({ kind: 'jsz', why: 'waiting' });
  });

  it('is RAFTZ where all that answer know it; servers that are silent do not count, and nobody is not enough', () => {
    const model = (of: TestCluster, ms = 100) =>
      assemble(fold([live(), ...of.poll(0), ...of.rounds(50, 2)]), emptyInventory(), null, at(ms));
    expect(knowsRaftz(model(healthy))).toBe(true);
    expect(knowsRaftz(model(healthy.changeServer('n3', { version: '2.10.26' })))).toBe(true);
    const mixed = healthy.changeServer('n3', { version: '2.9.10' });
    expect(knowsRaftz(model(mixed))).toBe(false);
    expect(knowsRaftz(model(mixed.kill('n3')))).toBe(true);
    expect(knowsRaftz({ servers: new Map() })).toBe(false);
  });

  it('without RAFTZ tells entries behind by the row of the leader, and nothing else of the log', () => {
    const old = cluster({ positions: { n3: 40 }, rows: { n3: { lag: 25, current: false } } }, '2.9.10');
    const log = logOf(old.poll(0), 100);
    expect(log).toMatchObject({ term: null, committed: null });
    expect(log.lanes.map(({ raft }) => raft)).toEqual([null, null, null]);
    expect(lane(log, 'n3').entries).toEqual({ kind: 'exact', entries: 25 });
    expect(lane(log, 'n1').entries).toEqual({ kind: 'exact', entries: 0 });
    expect(lane(log, 'n3').messages).toMatchObject({ messages: 60 });
  });
});

describe('a copy that falls silent', () => {
  const before = cluster();
  const start = [...before.poll(0), ...raftWords(before, 100), ...before.poll(2_000), ...raftWords(before, 2_100)];
  const frozen = before.kill('n3');

  /** The leader stores on, and is asked every 2 s. */
  function written(ms: number, lastSeq: number, committed: number): readonly Observation[] {
    const now = frozen.changeStream('S', { lastSeq, rows: { n3: { lag: committed - 60, active: ms - 2_000 } } });
    return [...now.poll(ms), ...raftWords(now, ms + 100, { leader: { committed, applied: committed } })];
  }

  it('is at most so far behind, as of its last word, and stays where it was', () => {
    const log = logOf([...start, ...written(4_000, 900, 300), ...written(6_000, 1_500, 500)], 6_200);
    const { presence, entries, messages, raft, state, catchUp } = lane(log, 'n3');
    expect(presence.kind).toBe('silent');
    expect(entries).toEqual({ kind: 'atMost', entries: 440, asOf: at(2_100) });
    expect(messages).toEqual({ kind: 'atMost', messages: 1_400, asOf: at(2_020) });
    expect(raft).toMatchObject({ last: 60, asOf: at(2_100) });
    expect([state?.lastSeq, catchUp]).toEqual([100, null]);
  });

  it('is never 0 behind: where nothing was stored since, that is said instead', () => {
    const log = logOf([...start, ...frozen.poll(4_000), ...raftWords(frozen, 4_100), ...frozen.poll(6_000)], 6_200);
    expect(lane(log, 'n3')).toMatchObject({
      entries: { kind: 'unknown', why: 'noWord' },
      messages: { kind: 'unwritten', asOf: at(2_020) },
    });
  });

  it('does not make RAFTZ the source by its last word alone', () => {
    const followers = raftWords(before, 100).filter(({ kind }, index) => kind === 'raft' && index === 2);
    const log = logOf([...before.poll(0), ...followers, ...frozen.poll(4_000), ...frozen.poll(6_000)], 6_200);
    expect(lane(log, 'n3').raft).not.toBeNull();
    expect(log.source.kind).toBe('jsz');
  });

  it('keeps its last word on its log, however old', () => {
    const later = [4_000, 8_000, 12_000, 16_000].flatMap((ms) => written(ms, ms, ms));
    expect(lane(logOf([...start, ...later], 16_200), 'n3').raft).toMatchObject({ last: 60, asOf: at(2_100) });
  });

  it('is not compared with a leader of a later term', () => {
    const words = (ms: number) => raftWords(frozen, ms, { leader: { term: 8 }, followers: { term: 8 } });
    const log = logOf([...start, ...written(4_000, 900, 300), ...frozen.poll(6_000), ...words(6_100)], 6_200);
    const unknown = { kind: 'unknown', why: 'otherLeadership' };
    expect(lane(log, 'n3')).toMatchObject({ entries: unknown, messages: unknown });
    expect(lane(log, 'n1')).toMatchObject({ entries: { kind: 'exact' }, messages: { kind: 'exact' } });
  });

  it('is not compared with another leader, also where no term is told', () => {
    const other = cluster({}, '2.9.10');
    const moved = other
      .kill('n2')
      .changeStream('S', { leader: 'n1', lastSeq: 150, rows: { n2: { lag: 50, active: 8_000 } } });
    const log = logOf([...other.poll(0), ...moved.poll(2_000), ...moved.poll(4_000)], 4_100);
    expect(log.lanes[0]?.server).toBe('n1');
    expect(lane(log, 'n2').messages).toEqual({ kind: 'unknown', why: 'otherLeadership' });
    expect(lane(log, 'n3').messages).toMatchObject({ kind: 'exact' });
  });

  it('is not compared with the same server that was elected again after its last word', () => {
    const again = frozen.changeStream('S', { leaderSince: at(5_000) + 3_600_000, lastSeq: 150 });
    const log = logOf([...start, ...again.poll(6_000), ...again.poll(8_000)], 8_100);
    expect(lane(log, 'n3').messages).toEqual({ kind: 'unknown', why: 'otherLeadership' });
    expect(lane(log, 'n1').messages).toMatchObject({ kind: 'exact' });
  });
});

describe('a copy that answers a sign of life, but no longer on streams', () => {
  it('is at most so far behind: time passing must not make it even', () => {
    const start = cluster();
    const all: Observation[] = [...start.poll(0), ...start.poll(2_000)];
    for (const ms of [4_000, 6_000, 8_000]) {
      const now = start.changeStream('S', { lastSeq: 100 + ms });
      all.push(...now.liveness(ms), ...now.statsz(ms));
      all.push(now.placementOf('n1', ms + 20), now.placementOf('n2', ms + 20));
    }
    const { presence, messages } = lane(logOf(all, 8_100), 'n3');
    expect(presence.kind).toBe('answering');
    expect(messages).toEqual({ kind: 'atMost', messages: 8_000, asOf: at(2_020) });
  });

  it('is none to compare with where it leads', () => {
    const start = cluster();
    const all: Observation[] = [...start.poll(0), ...start.poll(2_000)];
    for (const ms of [4_000, 6_000, 8_000]) {
      const now = start.changeStream('S', { lastSeq: 100 + ms });
      all.push(...now.liveness(ms), ...now.statsz(ms));
      all.push(now.placementOf('n1', ms + 20), now.placementOf('n3', ms + 20));
    }
    expect(lane(logOf(all, 8_100), 'n3').messages).toEqual({ kind: 'unknown', why: 'noWord' });
  });

  it('keeps its number while the others of the same round have just answered', () => {
    const start = cluster();
    const next = start.changeStream('S', { lastSeq: 14_000 });
    const mid = [...start.poll(0), ...start.poll(2_000), next.placementOf('n2', 4_000)];
    expect(lane(logOf(mid, 4_100), 'n3').messages).toMatchObject({ kind: 'exact', messages: 0 });
    // Also when the leader has answered two requests in a moment.
    const twice = [...mid, next.placementOf('n2', 4_050)];
    expect(lane(logOf(twice, 4_100), 'n3').messages).toMatchObject({ kind: 'exact' });
  });
});

describe('a copy that catches up', () => {
  const first = cluster({ lastSeq: 1_000, positions: { n3: 200 }, rows: { n3: { lag: 80, current: false } } });
  const then = first.changeStream('S', { positions: { n3: 600 }, rows: { n3: { lag: 40, current: false } } });

  it('tells its share, rate and time left by its own store', () => {
    const { messages, catchUp } = lane(logOf([...first.poll(0), ...then.poll(2_000)], 2_100), 'n3');
    expect(messages).toEqual({ kind: 'exact', messages: 400, within: 0 });
    expect(catchUp).toEqual({ share: 0.6, rate: 200, left: 2_000 });
  });

  it('tells whether it gains, falls behind or stands still, once both have answered twice', () => {
    const trendTo = (next: TestCluster) => lane(logOf([...first.poll(0), ...next.poll(2_000)], 2_100), 'n3').trend;
    const with_ = (n3: number, lastSeq: number) => first.changeStream('S', { positions: { n3 }, lastSeq });
    expect(lane(logOf(first.poll(0), 100), 'n3').trend).toBeNull();
    expect(trendTo(with_(600, 1_000))).toBe('gaining');
    expect(trendTo(with_(300, 1_200))).toBe('losing');
    expect(trendTo(with_(200, 1_200))).toBe('still');
    expect(trendTo(with_(1_000, 1_000))).toBeNull();
  });

  it('is even once what is missing may be under way: within the time between two replies at the present rate', () => {
    const busy = cluster({ lastSeq: 1_000 });
    const later = busy.changeStream('S', { lastSeq: 3_000, positions: { n3: 2_990 } });
    const words = [
      ...busy.poll(0),
      later.placementOf('n3', 2_000),
      later.placementOf('n1', 2_020),
      later.placementOf('n2', 2_020),
    ];
    const { messages, catchUp } = lane(logOf(words, 2_100), 'n3');
    expect(messages).toEqual({ kind: 'exact', messages: 0, within: 20 });
    expect(catchUp).toBeNull();
  });
});

describe('without a leader to be held against', () => {
  it('nothing is said of how far a copy is behind', () => {
    const leaderless = cluster({ leader: null });
    const log = logOf(leaderless.poll(0), 100);
    expect(log).toMatchObject({ term: null, committed: null, rate: null });
    for (const { entries, messages } of log.lanes) {
      expect([entries, messages]).toEqual([
        { kind: 'unknown', why: 'noLeader' },
        { kind: 'unknown', why: 'noLeader' },
      ]);
    }
  });

  it('nor by a leader that says in RAFTZ that it leads no more', () => {
    const healthy = cluster();
    const words = raftWords(healthy, 100, { leader: { state: 'follower', committed: 99 } });
    expect(logOf([...healthy.poll(0), ...words], 200)).toMatchObject({ term: null, committed: null });
  });
});

describe('entries behind', () => {
  const healthy = cluster();
  const entriesOf = (words: Words) =>
    lane(logOf([...healthy.poll(0), ...raftWords(healthy, 100, words)], 200), 'n3').entries;

  it('are what the leader has not seen confirmed of what it has committed', () => {
    expect(entriesOf({ confirmed: { n3: 41 } })).toEqual({ kind: 'exact', entries: 19 });
  });

  it('are none for a copy that confirmed more than is committed yet', () => {
    expect(entriesOf({ confirmed: { n3: 62 } })).toEqual({ kind: 'exact', entries: 0 });
  });

  it('are by its own last index where the leader does not say', () => {
    expect(entriesOf({ confirmed: { n3: null }, followers: { lastIndex: 50 } })).toEqual({
      kind: 'exact',
      entries: 10,
    });
  });

  it('are exact beyond 2^53', () => {
    const committed = 2n ** 60n;
    const words = { leader: { committed }, confirmed: { n3: committed - 3n } };
    expect(entriesOf(words)).toEqual({ kind: 'exact', entries: 3 });
  });

  it('are not known of a copy that the leader does not hear, without RAFTZ', () => {
    const unheard = cluster({ rows: { n3: { active: 20_000 } } }, '2.9.10');
    expect(lane(logOf(unheard.poll(0), 100), 'n3').entries).toEqual({ kind: 'unknown', why: 'noWord' });
  });

  it('are not known of a copy that was never heard', () => {
    const never = cluster().kill('n3');
    expect(lane(logOf(never.poll(0), 100), 'n3')).toMatchObject({
      entries: { kind: 'unknown', why: 'noWord' },
      messages: { kind: 'unknown', why: 'noWord' },
    });
  });
});
