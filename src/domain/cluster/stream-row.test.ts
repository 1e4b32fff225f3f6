import { describe, expect, it } from 'vitest';
import { aCluster, at, live, streamConfig, streamState, type TestCluster } from '../../testing/builders';
import { modelOf, Replay, streamIn } from '../../testing/replay';
import { serverName } from '../ids';
import type { Observation } from '../observation';
import type { StreamDetail } from '../replies/jsz';
import { serverMs } from '../time';
import type { StreamModel } from './model';
import { healthMark } from './stream-row';

const members = ['n1', 'n2', 'n3'];
const three = aCluster()
  .withServers(...members)
  .withStream('S', members);
const five = three.withServers('n4', 'n5').withStream('S', ['n1', 'n2', 'n3', 'n4', 'n5']);

function row(observations: readonly Observation[], ms = 100): StreamModel {
  const found = streamIn(modelOf(observations, ms), 'S');
  if (!found) throw new Error('no row');
  return found;
}
const then = (cluster: TestCluster, changed: TestCluster) => row([...cluster.poll(0), ...changed.poll(2_000)], 2_100);
const copyOf = (stream: StreamModel, name: string) => stream.copies.find(({ server }) => server === name);

/** A poll in which the servers tell more of their streams. */
function telling(cluster: TestCluster, ms: number, change: (server: string) => Partial<StreamDetail>) {
  return cluster.poll(ms).map((observation): Observation => {
    if (observation.kind !== 'placement') return observation;
    const { reply } = observation;
    const accounts = reply.accounts.map((account) => ({
      ...account,
      streams: account.streams.map((stream) => ({ ...stream, ...change(reply.server.name) })),
    }));
    return { ...observation, reply: { ...reply, accounts } };
  });
}

describe('the health of a stream', () => {
  it.each<[string, () => StreamModel, StreamModel['health'], number | null]>([
    ['of which every copy is well', () => row(three.poll(0)), 'healthy', 1],
    ['with one of three silent', () => then(three, three.kill('n3')), 'reduced', 0],
    ['with one of five silent', () => then(five, five.kill('n3')), 'reduced', 1],
    ['with two of three silent', () => then(three, three.kill('n2', 'n3')), 'noQuorum', 0],
    [
      'with all holders silent',
      () => then(three.withServers('n4'), three.withServers('n4').kill('n1', 'n2', 'n3')),
      'unreachable',
      null,
    ],
    ['whose leader is silent', () => then(three, three.kill('n1')), 'electing', 0],
    [
      'of one copy, moving to a server that is silent, which nobody leads up to 2.10',
      () => {
        const moving = five.withStream('S', ['n1', 'n4'], { replicas: 1, config: true, leader: null });
        return then(moving, moving.kill('n4'));
      },
      'noQuorum',
      0,
    ],
    ['that nobody claims to lead', () => row(three.changeStream('S', { leader: null }).poll(0)), 'electing', 1],
    [
      'with a copy that trails',
      () => row(three.changeStream('S', { rows: { n2: { lag: 9, current: false } } }).poll(0)),
      'catchingUp',
      1,
    ],
    [
      'with a copy that the leader does not hear',
      () => row(three.changeStream('S', { rows: { n2: { active: 11_000 } } }).poll(0)),
      'reduced',
      1,
    ],
    [
      'with a copy of which the leader knows nothing',
      () => row(three.changeStream('S', { rows: { n2: { active: null } } }).poll(0)),
      'unknown',
      1,
    ],
    [
      'with two copies, one of them silent',
      () =>
        then(three.changeStream('S', { on: ['n1', 'n2'] }), three.changeStream('S', { on: ['n1', 'n2'] }).kill('n2')),
      'noQuorum',
      0,
    ],
  ])('%s', (_, make, health, spare) => {
    expect(make()).toMatchObject({ health, mark: healthMark[health], spare });
  });

  it('that is not known has no mark of any other', () => {
    expect(healthMark.unknown).toBe('unknown');
    expect(Object.entries(healthMark).filter(([, mark]) => mark === 'ok')).toEqual([['healthy', 'ok']]);
  });

  it('is unknown for a stream that was reported before our connection went down', () => {
    const off: Observation = { kind: 'link', at: at(50), link: 'closed' };
    expect(row([...three.poll(0), off])).toMatchObject({ health: 'unknown', source: 'remembered', spare: null });
  });

  it('is reduced with fewer votes than configured, but not while a reconfiguration runs', () => {
    const short = three.changeStream('S', { on: ['n1', 'n2'], replicas: 3, config: true });
    expect(row(short.poll(0))).toMatchObject({ health: 'reduced', group: { desired: null } });
    const desired = { replicas: members.map(serverName), status: 'catchup', description: 'of n3' };
    const moving = telling(short, 0, (name) => {
      const group = short.placementOf(name, 0);
      if (group.kind !== 'placement') return {};
      const own = group.reply.accounts[0]?.streams[0]?.group;
      return own && name === 'n1' ? { group: { ...own, desired } } : {};
    });
    expect(row(moving)).toMatchObject({ health: 'catchingUp', group: { desired } });
  });

  it('counts a busy copy as well: behind by less than a second of writes', () => {
    const positions = (lastSeq: number, n3: number) => three.changeStream('S', { lastSeq, positions: { n3 } });
    const slow = [...positions(100, 100).poll(0), ...positions(1_100, 700).poll(1_000)];
    expect(row([...slow, ...positions(2_100, 1_650).poll(2_000)], 2_100).health).toBe('healthy');
    expect(row([...slow, ...positions(2_100, 900).poll(2_000)], 2_100).health).toBe('catchingUp');
  });

  it('is not that of a copy which did not take the burst that its leader took: the rate of the burst excuses none', () => {
    const positions = (lastSeq: number, n3: number) => three.changeStream('S', { lastSeq, positions: { n3 } });
    const before = positions(100, 100).poll(0);
    expect(row([...before, ...positions(40_100, 100).poll(1_000)], 1_100).health).toBe('catchingUp');
    const slowly = row([...before, ...positions(40_100, 11_347).poll(1_000)], 1_100);
    expect(slowly.copies.find(({ server }) => server === 'n3')).toMatchObject({
      mark: 'busy',
      store: { kind: 'behind', messages: 28_753 },
    });
  });
});

describe('the leader of a stream', () => {
  it('is the one of several claimants that leads since latest, whoever answered last', () => {
    const own = (name: string, leaderSince: number) =>
      three.changeStream('S', { leader: name, leaderSince }).placementOf(name, 20);
    const both = row([...three.liveness(0), ...three.statsz(10), own('n1', 10), own('n2', 20), own('n3', 5)]);
    expect(both.group.leadership).toEqual({ kind: 'led', by: 'n2', since: 20 });
  });

  it('is the last one known while there is none', () => {
    const dead = then(three.changeStream('S', { leader: 'n2' }), three.changeStream('S', { leader: 'n2' }).kill('n2'));
    expect(dead.group.leadership).toEqual({ kind: 'electing', last: 'n2', since: at(20) });
  });

  it('was lost when the last record came, where no one ever claimed it', () => {
    const named = three.changeStream('S', { leader: 'n9' });
    expect(row(named.poll(0)).group.leadership).toEqual({ kind: 'electing', last: 'n9', since: at(20) });
  });

  it('keeps the moment of its loss over many polls', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    for (const ms of [2_000, 4_000, 6_000]) replay.then(ms + 100, three.changeStream('S', { leader: null }).poll(ms));
    expect(replay.stream('S')?.group.leadership).toEqual({ kind: 'electing', last: 'n1', since: at(2_020) });
  });
});

describe('the state of a stream', () => {
  it('is that of its leader, though a follower is ahead in its own reply', () => {
    const ahead = three.changeStream('S', { positions: { n2: 150 } });
    expect(row(ahead.poll(0))).toMatchObject({ state: { lastSeq: 100 }, asOf: at(20) });
  });

  it('is that of the most advanced answering copy without a leader', () => {
    const leaderless = three.changeStream('S', { leader: null, positions: { n2: 150, n3: 120 } });
    expect(row(leaderless.poll(0)).state?.lastSeq).toBe(150);
    expect(then(leaderless, leaderless.kill('n2')).state?.lastSeq).toBe(120);
  });

  it('is the last known one when nobody has it', () => {
    const alone = three.withStream('S', ['n3']);
    expect(then(alone, alone.kill('n3'))).toMatchObject({
      source: 'remembered',
      state: { lastSeq: 100 },
      asOf: at(20),
      copies: [{ server: 'n3', role: 'single', state: { lastSeq: 100 }, asOf: at(20) }],
    });
  });

  it('tells of its mirror and sources by the same record', () => {
    const mirror = { name: 'ORIGIN', lag: 5, active: 100, error: null };
    const told = row(telling(three, 0, (name) => (name === 'n1' ? { mirror, sources: [mirror] } : {})));
    expect(told).toMatchObject({ mirror, sources: [mirror] });
    const byFollower = row(telling(three, 0, (name) => (name === 'n2' ? { mirror } : {})));
    expect(byFollower).toMatchObject({ mirror: null, sources: [] });
  });

  it('tells the cluster by the group, else by the server that has it', () => {
    expect(row(three.poll(0)).cluster).toBe('C1');
    const bare = telling(three.withStream('S', ['n1']).changeServer('n1', { cluster: 'C9' }), 0, () => ({
      group: null,
    }));
    expect(row(bare).cluster).toBe('C9');
  });
});

describe('the configuration of a stream', () => {
  const configured = (replicas: number) => three.changeStream('S', { config: true, replicas });

  it('is the newest that any copy told', () => {
    const older = configured(5).placementOf('n2', 5);
    expect(row([older, ...configured(3).poll(0)]).config).toEqual(streamConfig({ name: 'S', replicas: 3 }));
    const newer = configured(5).placementOf('n2', 50);
    expect(row([...configured(3).poll(0), newer]).replicas).toBe(5);
  });

  it('of an earlier stream of this name does not count', () => {
    const reborn = row([...configured(3).poll(0), ...three.changeStream('S', { created: 900 }).poll(1_000)], 1_100);
    expect(reborn).toMatchObject({ config: null, replicas: null, created: serverMs(900) });
  });

  it('is remembered as far as the number of copies goes', () => {
    const replay = new Replay();
    replay.then(100, configured(3).poll(0));
    const later = new Replay(replay.picture.inventory);
    later.then(100, three.kill('n2', 'n3').poll(0));
    expect(later.stream('S')).toMatchObject({ config: null, replicas: 3, health: 'noQuorum' });
  });
});

describe('the copies of a stream', () => {
  it('have a lamp each, by the leader, by its row and by themselves', () => {
    const rows = { n2: { lag: 4, current: false }, n3: { active: 5_000 } };
    const stream = row(three.changeStream('S', { rows, positions: { n2: 60 } }).poll(0));
    expect(copyOf(stream, 'n1')).toMatchObject({
      role: 'leader',
      contact: { kind: 'self' },
      log: { kind: 'leader' },
      store: { kind: 'leader' },
      mark: 'ok',
    });
    expect(copyOf(stream, 'n2')).toMatchObject({
      role: 'follower',
      contact: { kind: 'fresh' },
      log: { kind: 'behind', entries: 4 },
      store: { kind: 'behind', messages: 40 },
      mark: 'busy',
    });
    expect(copyOf(stream, 'n3')).toMatchObject({ contact: { kind: 'late' }, mark: 'busy' });
  });

  it('without a leader have their own position and no lamp, and wait for one', () => {
    const stream = row(three.changeStream('S', { leader: null, positions: { n2: 60 } }).poll(0));
    expect(copyOf(stream, 'n2')).toMatchObject({
      role: 'unknown',
      contact: { kind: 'unknown' },
      log: { kind: 'unknown' },
      store: { kind: 'unknown' },
      mark: 'busy',
      state: { lastSeq: 60 },
    });
  });

  it('of whom the leader alone tells are unknown until their server does', () => {
    const stream = row([live(), ...three.liveness(0), ...three.statsz(10), three.placementOf('n1', 20)]);
    expect(copyOf(stream, 'n2')).toMatchObject({
      role: 'follower',
      contact: { kind: 'fresh' },
      store: { kind: 'unknown' },
      mark: 'unknown',
      state: null,
      asOf: null,
    });
    expect(stream.health).toBe('unknown');
  });

  it('that nobody knows the name of come last, and never take part', () => {
    const ghost = { name: null, active: 100 };
    const stream = row(
      three
        .changeStream('S', { rows: { n3: ghost } })
        .poll(0)
        .filter((it) => it.kind !== 'placement' || it.reply.server.name !== 'n3'),
    );
    expect(stream.copies.at(-1)).toMatchObject({ server: null, presence: { kind: 'neverHeard' }, mark: 'unknown' });
    expect(stream.group.quorum).toEqual({ have: 2, need: 2, of: 3 });
  });

  it('on a silent server are behind by at most what was written since', () => {
    const written = three.changeStream('S', { lastSeq: 130 });
    expect(copyOf(then(three, written.kill('n2')), 'n2')).toMatchObject({
      presence: { kind: 'silent' },
      store: { kind: 'atMost', messages: 30, asOf: at(20) },
      state: streamState(100),
      mark: 'unknown',
    });
  });

  it('that the leader does not list do not take part, so that they make no quorum', () => {
    const two = three.changeStream('S', { on: ['n1', 'n2'] });
    const replies = (ms: number) => [two.placementOf('n1', ms), three.placementOf('n3', ms)];
    const dead = two.kill('n2');
    const stream = row(
      [...two.poll(0), ...replies(50), ...dead.liveness(2_000), ...dead.statsz(2_010), ...replies(2_020)],
      2_100,
    );
    expect(stream.copies.map(({ server }) => server)).toEqual(['n1', 'n2', 'n3']);
    expect(stream).toMatchObject({ health: 'noQuorum', group: { quorum: { have: 1, need: 2, of: 2 } } });
  });

  it('whose server denies them take part only while the leader hears them', () => {
    const denied = (active: number) => {
      const listed = three.changeStream('S', { rows: { n3: { active } } });
      const replies = ['n1', 'n2'].map((name) => listed.placementOf(name, 20));
      return row([
        ...three.liveness(0),
        ...three.statsz(10),
        ...replies,
        three.withoutStream('S').placementOf('n3', 20),
      ]);
    };
    expect(denied(300).group.quorum.have).toBe(3);
    expect(denied(3_000).group.quorum.have).toBe(2);
  });
});
