import { describe, expect, it } from 'vitest';
import { aCluster, aConsumer, at, noiseRow, peerRow } from '../../testing/builders';
import { modelOf, Replay } from '../../testing/replay';
import { serverName } from '../ids';
import type { Observation } from '../observation';
import type { ConsumerDetail } from '../replies/jsz';

const three = aCluster().withServers('n1', 'n2', 'n3');
const members = ['n1', 'n2', 'n3'];

/** One poll with the consumer as each server that runs sees it. */
function poll(ms: number, up: readonly string[], leader: string): readonly Observation[] {
  const seenBy = (name: string): ConsumerDetail =>
    aConsumer('C', {
      pending: name === leader ? 10 : 0,
      group: {
        cluster: null,
        leader: serverName(leader),
        replicas: members.filter((m) => m !== name).map((m) => (name === leader ? peerRow(m) : noiseRow(m))),
        raftGroup: 'C-R3F-x',
        leaderSince: null,
        desired: null,
      },
    });
  const down = members.filter((name) => !up.includes(name));
  const cluster = (name: string) => three.withStream('S', members, { consumers: [seenBy(name)] }).kill(...down);
  return [...three.kill(...down).liveness(ms), ...up.flatMap((name) => [cluster(name).placementOf(name, ms + 20)])];
}

const only = (observations: readonly Observation[], ms: number) => [...modelOf(observations, ms).consumers.values()][0];

describe('a consumer', () => {
  it('has its positions from its leader, which need not be that of its stream', () => {
    expect(only(poll(0, members, 'n2'), 100)).toMatchObject({
      name: 'C',
      pending: 10,
      mark: 'ok',
      asOf: at(20),
      group: { name: 'C-R3F-x', leadership: { kind: 'led', by: 'n2' }, quorum: { have: 3, need: 2, of: 3 } },
      copies: [
        { server: 'n1', role: 'follower', contact: { kind: 'fresh' } },
        { server: 'n2', role: 'leader' },
        { server: 'n3', role: 'follower' },
      ],
    });
  });

  it('has no pending count without an answering leader: followers say 0', () => {
    const after = only([...poll(0, members, 'n2'), ...poll(2_000, ['n1', 'n3'], 'n2')], 2_100);
    expect(after).toMatchObject({
      pending: null,
      mark: 'busy',
      group: { leadership: { kind: 'electing', last: 'n2' } },
    });
  });

  it('without a quorum is critical', () => {
    const after = only([...poll(0, members, 'n2'), ...poll(2_000, ['n2'], 'n2')], 2_100);
    expect(after).toMatchObject({ mark: 'crit', group: { quorum: { have: 1, need: 2, of: 3 } } });
  });

  it('is kept through polls that did not ask for consumers', () => {
    const bare = three.withStream('S', members, { consumerCount: 1 }).poll(2_000);
    expect(only([...poll(0, members, 'n2'), ...bare], 2_100)).toMatchObject({ name: 'C', asOf: at(20) });
  });

  it('is gone when its copies count none any more, in whatever order that is heard', () => {
    const none = three.withStream('S', members).poll(2_000);
    expect(only([...poll(0, members, 'n2'), ...none], 2_100)).toBeUndefined();
    expect(only([...none, ...poll(0, members, 'n2')], 2_100)).toBeUndefined();
    const replay = new Replay();
    replay.then(100, poll(0, members, 'n2'));
    replay.then(2_100, none);
    expect([...replay.model.consumers.values()]).toEqual([]);
    replay.then(4_100, poll(4_000, members, 'n2'));
    expect([...replay.model.consumers.values()]).toMatchObject([{ name: 'C' }]);
  });
});

describe('a consumer with copies of its own number', () => {
  const wide = three.withStream('S', members, { config: true });
  const single = (on: string, change: Partial<ConsumerDetail> = {}) =>
    aConsumer('ONE', {
      group: {
        cluster: null,
        leader: serverName(on),
        replicas: [],
        raftGroup: null,
        leaderSince: null,
        desired: null,
      },
      ...change,
    });
  const placed = (ms: number, on: string, cluster = wide, detail = single(on)): readonly Observation[] => [
    ...cluster.liveness(ms),
    ...cluster.statsz(ms + 10),
    ...members
      .filter((name) => cluster.server(name).up)
      .map((name) => cluster.changeStream('S', { consumers: name === on ? [detail] : [] }).placementOf(name, ms + 20)),
  ];

  it('lives with one copy of its stream, which need not be the leader', () => {
    expect(only(placed(0, 'n3'), 100)).toMatchObject({
      mark: 'ok',
      group: { leadership: { kind: 'led', by: 'n3' }, quorum: { have: 1, need: 1, of: 1 } },
      copies: [{ server: 'n3', role: 'single', contact: { kind: 'self' }, mark: 'ok' }],
    });
  });

  it('is lost with that copy while its stream goes on', () => {
    const model = modelOf([...placed(0, 'n3'), ...wide.kill('n3').poll(2_000)], 2_100);
    expect([...model.streams.values()][0]).toMatchObject({ health: 'reduced' });
    expect([...model.consumers.values()][0]).toMatchObject({
      mark: 'crit',
      pending: null,
      group: { leadership: { kind: 'unknown', last: 'n3' }, quorum: { have: 0, need: 1, of: 1 } },
    });
  });

  it('tells a stream that it counts in it, beside those that live with others', () => {
    const model = modelOf(placed(0, 'n3'), 100);
    expect([...model.streams.values()][0]?.consumers).toEqual({ count: 0, complete: false });
  });

  it('that moved is led by the later of its records', () => {
    const model = only([...placed(0, 'n3'), ...placed(2_000, 'n2')], 2_100);
    expect(model).toMatchObject({ group: { leadership: { kind: 'led', by: 'n2' } }, asOf: at(2_020) });
  });

  it('of an earlier stream of the same name is not one of this stream', () => {
    const reborn = wide.changeStream('S', { created: 1_000 });
    expect(only([...placed(0, 'n3'), ...reborn.poll(2_000)], 2_100)).toBeUndefined();
  });
});

describe('consumers that did not change', () => {
  const watch = () => {
    const replay = new Replay();
    replay.then(100, poll(0, members, 'n2'));
    return replay;
  };
  const rows = (replay: Replay) => [...replay.model.consumers.values()];

  it('are the same map while nothing came in', () => {
    const replay = watch();
    const { consumers } = replay.model;
    replay.then(200);
    expect(replay.model.consumers).toBe(consumers);
  });

  it('are the same rows after a poll that told the same', () => {
    const replay = watch();
    const before = rows(replay);
    replay.then(2_100, poll(2_000, members, 'n2'));
    expect(rows(replay)[0]).toBe(before[0]);
  });

  it('are the same rows after a poll of the streams alone, also when the stream was written to', () => {
    const replay = watch();
    const before = rows(replay);
    replay.then(2_100, three.withStream('S', members, { lastSeq: 150, consumerCount: 1 }).poll(2_000));
    expect(replay.stream('S')?.state?.lastSeq).toBe(150);
    expect(rows(replay)[0]).toBe(before[0]);
  });

  it('are other rows when a server stops answering, and when their leader is another', () => {
    const replay = watch();
    const before = rows(replay);
    replay.then(2_100, three.kill('n2').liveness(2_000));
    expect(rows(replay)[0]).not.toBe(before[0]);
    expect(rows(replay)[0]).toMatchObject({ mark: 'busy', group: { leadership: { kind: 'electing', last: 'n2' } } });
    replay.then(4_100, poll(4_000, ['n1', 'n3'], 'n3'));
    expect(rows(replay)[0]).toMatchObject({ group: { leadership: { kind: 'led', by: 'n3' } } });
  });

  it('lose their quorum with the followers of their leader', () => {
    const replay = watch();
    replay.then(2_100, three.kill('n1', 'n3').liveness(2_000));
    expect(rows(replay)[0]).toMatchObject({ mark: 'crit', group: { leadership: { kind: 'noQuorum', last: 'n2' } } });
  });

  it('are unknown while our connection is down', () => {
    const replay = watch();
    replay.then(300, [{ kind: 'link', at: at(250), link: 'stale' }]);
    expect(rows(replay)[0]).toMatchObject({
      mark: 'unknown',
      group: { leadership: { kind: 'unknown', last: 'n2' }, quorum: { have: null } },
    });
  });

  it('go with their stream', () => {
    const replay = watch();
    replay.then(2_100, three.poll(2_000));
    expect(rows(replay)).toEqual([]);
  });
});
