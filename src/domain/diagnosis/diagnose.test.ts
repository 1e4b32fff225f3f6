import { describe, expect, it } from 'vitest';
import { aCluster, at, type TestCluster } from '../../testing/builders';
import { Replay } from '../../testing/replay';

const three = aCluster()
  .withServers('n1', 'n2', 'n3')
  .withStream('ORDERS', ['n1', 'n2', 'n3'])
  .withStream('L1', ['n3'])
  .withStream('L2', ['n3']);

/** Polls every 2 s; ends with the ids of the findings. */
function polls(replay: Replay, cluster: TestCluster, from: number, count: number): readonly string[] {
  for (let index = 0; index < count; index += 1) {
    const ms = from + index * 2_000;
    replay.then(ms + 100, cluster.poll(ms));
  }
  return replay.model.findings.map(({ id }) => id);
}

describe('a healthy cluster', () => {
  it('has no findings, however long it is watched', () => {
    expect(polls(new Replay(), three, 0, 5)).toEqual([]);
  });
});

describe('a server that dies', () => {
  const dead = three.kill('n3');

  it('is a finding after the second missed round, with what it costs', () => {
    const replay = new Replay();
    polls(replay, three, 0, 1);
    expect(polls(replay, dead, 2_000, 1)).toEqual([]);
    expect([...polls(replay, dead, 4_000, 1)].sort()).toEqual([
      'metaOneShort:',
      'serverSilent:n3',
      'streamReduced::n3',
      'streamUnreachable::n3',
    ]);
  });

  it('is one finding for all its streams', () => {
    const replay = new Replay();
    polls(replay, three, 0, 1);
    polls(replay, dead, 2_000, 2);
    const unreachable = replay.model.findings.find(({ code }) => code === 'streamUnreachable');
    expect(unreachable).toMatchObject({
      severity: 'P1',
      subject: { kind: 'server', server: 'n3' },
      values: { streams: 2, servers: 'n3', account: 'APP' },
    });
  });

  it('dates from the last sign of life, and P1 comes first', () => {
    const replay = new Replay();
    polls(replay, three, 0, 1);
    polls(replay, dead, 2_000, 3);
    const severities = replay.model.findings.map(({ severity }) => severity);
    expect(severities).toEqual([...severities].sort());
    expect(replay.model.findings.find(({ code }) => code === 'serverSilent')).toMatchObject({
      firstSeen: at(20),
      lastSeen: at(6_100),
      values: { server: 'n3', announced: 'no' },
    });
  });

  it('counts each round once, however often the model is made', () => {
    const replay = new Replay();
    polls(replay, three, 0, 1);
    polls(replay, dead, 2_000, 1);
    for (let ms = 2_200; ms < 3_000; ms += 100) replay.then(ms);
    expect(replay.model.findings).toEqual([]);
  });

  it('is quiet for two good rounds and then closed', () => {
    const replay = new Replay();
    polls(replay, three, 0, 1);
    polls(replay, dead, 2_000, 2);
    polls(replay, three, 6_000, 2);
    expect(replay.model.findings.map(({ phase }) => phase)).toEqual(['quiet', 'quiet', 'quiet', 'quiet']);
    expect(polls(replay, three, 10_000, 1)).toEqual([]);
  });

  it('stays a finding while our own connection is down: nothing is cleared that cannot be seen', () => {
    const replay = new Replay();
    polls(replay, three, 0, 1);
    const before = polls(replay, dead, 2_000, 2);
    replay.then(5_000, [{ kind: 'link', at: at(4_500), link: 'reconnecting' }]);
    const off = three.liveness(6_000, { answered: [], interrupted: true });
    replay.then(6_100, off);
    replay.then(8_100, three.liveness(8_000, { answered: [], interrupted: true }));
    replay.then(10_100, three.liveness(10_000, { answered: [], interrupted: true }));
    expect(replay.model.findings.map(({ id }) => id)).toEqual(before);
  });

  it('that said so is a finding at the first round, as announced', () => {
    const replay = new Replay();
    polls(replay, three, 0, 1);
    replay.then(1_600, [three.departureOf('n3', 1_500)]);
    polls(replay, dead, 2_000, 1);
    expect(replay.model.findings).toMatchObject([{ code: 'serverSilent', values: { announced: 'shutdown' } }]);
  });
});

describe('a meta group', () => {
  it('without a leader is a finding after 5 s, and P1 after 15 s', () => {
    const leaderless = three.withMetaLeader(null);
    const replay = new Replay();
    polls(replay, three, 0, 1);
    expect(polls(replay, leaderless, 2_000, 3)).toEqual([]);
    expect(polls(replay, leaderless, 8_000, 1)).toEqual(['metaLeaderless:']);
    expect(replay.model.findings).toMatchObject([{ severity: 'P2', values: { last: 'n1', have: 3, need: 2, of: 3 } }]);
    polls(replay, leaderless, 10_000, 5);
    expect(replay.model.findings).toMatchObject([{ severity: 'P1' }]);
  });

  it('without a quorum says how many must come back, and which', () => {
    const replay = new Replay();
    polls(replay, three, 0, 1);
    polls(replay, three.kill('n2', 'n3'), 2_000, 2);
    expect(replay.model.findings.find(({ code }) => code === 'metaNoQuorum')).toMatchObject({
      severity: 'P1',
      values: { have: 1, need: 2, of: 3, short: 1, servers: 'n2, n3' },
    });
    expect(replay.model.findings.find(({ code }) => code === 'streamNoQuorum')).toMatchObject({
      subject: { kind: 'stream' },
      values: { have: 1, need: 2, of: 3, stream: 'ORDERS', streams: 1 },
    });
  });

  it('of two servers is not one short while both answer', () => {
    const two = aCluster().withServers('a', 'b');
    expect(polls(new Replay(), two, 0, 4)).toEqual([]);
  });
});

describe('streams that lack no server', () => {
  it('are listed one by one', () => {
    const cut = three.changeStream('ORDERS', { rows: { n3: { active: 15_000 } } });
    const replay = new Replay();
    polls(replay, cut, 0, 2);
    expect(replay.model.findings).toMatchObject([{ code: 'streamReduced', subject: { kind: 'stream' } }]);
  });
});
