import { describe, expect, it } from 'vitest';
import type { peerRow } from '../../testing/builders';
import { aCluster, at, live, peerOf, type TestCluster } from '../../testing/builders';
import { modelOf, Replay } from '../../testing/replay';
import { domainName, peerId } from '../ids';
import type { Observation } from '../observation';
import type { MetaFacts } from '../replies/raft';
import type { ClusterModel } from './model';

const hub = domainName('');
const three = aCluster().withServers('n1', 'n2', 'n3');
const five = three.withServers('n4', 'n5');
const metaOf = (model: ClusterModel) => {
  const meta = model.metas.get(hub);
  if (!meta) throw new Error('no meta group');
  return meta;
};
const meta = (observations: readonly Observation[], ms = 100) => metaOf(modelOf(observations, ms));
const peer = (of: ReturnType<typeof meta>, name: string) => of.peers.find(({ server }) => server === name);

/** A poll in which the records of the servers say something else of the meta group. */
function saying(cluster: TestCluster, ms: number, change: (name: string) => Partial<MetaFacts> | null) {
  return cluster.poll(ms).map((observation): Observation => {
    if (observation.kind !== 'placement' && observation.kind !== 'statsz') return observation;
    const { reply } = observation;
    const own = change(reply.server.name);
    const next = own === null || reply.meta === null ? null : { ...reply.meta, ...own };
    return { ...observation, reply: { ...reply, meta: next } } as Observation;
  });
}

describe('the leader of the meta group', () => {
  it('is the one that names itself, with its followers as it sees them', () => {
    const led = meta(three.poll(0));
    expect(led).toMatchObject({ leadership: { kind: 'led', by: 'n1' }, mark: 'ok', asOf: at(20) });
    expect(led.peers.map(({ server, role, contact, log }) => [server, role, contact.kind, log.kind])).toEqual([
      ['n1', 'leader', 'self', 'leader'],
      ['n2', 'follower', 'fresh', 'even'],
      ['n3', 'follower', 'fresh', 'even'],
    ]);
  });

  it('of two that name themselves is the one of the later record', () => {
    const late = three.withMetaLeader('n2').statszOf('n2', 50);
    expect(meta([...three.poll(0), late]).leadership).toMatchObject({ kind: 'led', by: 'n2' });
    const early = three.withMetaLeader('n2').statszOf('n2', -50);
    expect(
      meta([early, ...three.poll(0).filter((it) => it.kind !== 'statsz' || it.reply.server.name !== 'n2')], 100)
        .leadership,
    ).toMatchObject({ kind: 'led', by: 'n1' });
  });

  it('is nobody while none claims it, since it was lost', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    replay.then(2_100, three.kill('n1').poll(2_000));
    replay.then(4_100, three.kill('n1').poll(4_000));
    expect(metaOf(replay.model)).toMatchObject({
      leadership: { kind: 'electing', last: 'n1', since: at(20) },
      mark: 'busy',
    });
  });

  it('that lost its followers does not lead although it says so, and its rows say nothing', () => {
    const alone = meta([...three.poll(0), ...three.kill('n2', 'n3').poll(2_000)], 2_100);
    expect(alone).toMatchObject({ leadership: { kind: 'noQuorum', last: 'n1' }, mark: 'crit' });
    expect(alone.peers.map(({ contact, role }) => [contact.kind, role])).toEqual([
      ['unknown', 'follower'],
      ['unknown', 'follower'],
      ['unknown', 'follower'],
    ]);
  });

  it('is not known while our connection is down, and stays the last known', () => {
    const off: Observation = { kind: 'link', at: at(50), link: 'reconnecting' };
    expect(meta([...three.poll(0), off])).toMatchObject({
      leadership: { kind: 'unknown', last: 'n1' },
      quorum: { have: null, need: 2, of: 3 },
      mark: 'unknown',
    });
  });
});

describe('the quorum of the meta group', () => {
  it.each<[readonly string[], object, string]>([
    [[], { have: 5, need: 3, of: 5 }, 'ok'],
    [['n5'], { have: 4, need: 3, of: 5 }, 'warn'],
    [['n4', 'n5'], { have: 3, need: 3, of: 5 }, 'warn'],
    [['n3', 'n4', 'n5'], { have: 2, need: 3, of: 5 }, 'crit'],
    [['n1'], { have: 4, need: 3, of: 5 }, 'busy'],
  ])('without %j is %j, and %s', (dead, quorum, mark) => {
    expect(meta([...five.poll(0), ...five.kill(...dead).poll(2_000)], 2_100)).toMatchObject({ quorum, mark });
  });

  it('has the size that the leader says, not the number of servers that were seen', () => {
    const grown = three.withMembers(['n1', 'n2', 'n3', 'old1', 'old2']);
    expect(meta(grown.poll(0))).toMatchObject({ quorum: { have: 3, need: 3, of: 5 }, mark: 'warn' });
  });

  it('does not count servers that answer and are no members', () => {
    expect(meta(five.withMembers(['n1', 'n2', 'n3']).poll(0)).quorum).toEqual({ have: 3, need: 2, of: 3 });
  });

  it('does not count a member whose JetStream is off', () => {
    const off = saying(three, 0, (name) => (name === 'n3' ? null : {}));
    expect(meta(off)).toMatchObject({ quorum: { have: 2, need: 2, of: 3 }, mark: 'warn' });
  });

  it('is by the names that were told where a record tells no size', () => {
    expect(meta(saying(three, 0, () => ({ size: 0 }))).quorum).toEqual({ have: 3, need: 2, of: 3 });
  });

  it('in a rescue is what the rescue lowered it to', () => {
    const rescued = saying(five.kill('n2', 'n3', 'n4', 'n5'), 0, () => ({ quorumNeeded: 1, rescue: true }));
    expect(meta(rescued)).toMatchObject({ quorum: { have: 1, need: 1, of: 5 }, rescue: true, mark: 'warn' });
  });
});

describe('the members of the meta group', () => {
  it('are by the last leader list, also after that leader died', () => {
    const after = meta([...five.poll(0), ...five.kill('n1').poll(2_000)], 2_100);
    expect(after.peers.map(({ server }) => server)).toEqual(['n1', 'n2', 'n3', 'n4', 'n5']);
  });

  it('are who is named by others where no leader was ever heard', () => {
    const two = three.kill('n1');
    expect(meta(two.poll(0)).peers.map(({ server, presence, ghost }) => [server, presence.kind, ghost])).toEqual([
      ['n1', 'neverHeard', true],
      ['n2', 'answering', false],
      ['n3', 'answering', false],
    ]);
  });

  it('have their peer id and name from whichever record told both', () => {
    const known = meta(three.poll(0));
    expect(known.peers.map(({ peer: id }) => id)).toEqual([peerOf('n1'), peerOf('n2'), peerOf('n3')]);
    const nameless = three.withMetaRow('n3', { name: null });
    const replay = new Replay();
    replay.then(100, three.withMetaLeader('n2').poll(0));
    replay.then(2_100, nameless.poll(2_000));
    expect(peer(metaOf(replay.model), 'n3')).toMatchObject({ peer: peerOf('n3'), contact: { kind: 'fresh' } });
  });

  it('without a name anywhere keep their vote under the peer id', () => {
    const ghost = { name: null, peer: peerId('x1y2z3a4'), active: null, current: false };
    const haunted = meta(three.withMembers(['n1', 'n2', 'n3', 'old']).withMetaRow('old', ghost).poll(0));
    expect(haunted.peers.at(-1)).toEqual({
      server: null,
      peer: 'x1y2z3a4',
      role: 'follower',
      presence: { kind: 'neverHeard' },
      contact: { kind: 'unknown' },
      log: { kind: 'unknown', lastEntries: null },
      mark: 'unknown',
      ghost: true,
    });
  });

  it('that are behind, late or lost have the mark of it', () => {
    const marks = (row: Parameters<typeof peerRow>[1]) => peer(meta(three.withMetaRow('n3', row ?? {}).poll(0)), 'n3');
    expect(marks({ lag: 41, current: false })).toMatchObject({ mark: 'busy', log: { kind: 'behind', entries: 41 } });
    expect(marks({ active: 4_000 })).toMatchObject({ mark: 'busy', contact: { kind: 'late' } });
    expect(marks({ active: 40_000 })).toMatchObject({ mark: 'warn', log: { kind: 'unknown' } });
  });

  it('of 2.10, whose followers list nobody, are those of the leader', () => {
    const old = ['n1', 'n2', 'n3'].reduce((all, name) => all.changeServer(name, { version: '2.10.27' }), three);
    expect(meta(old.poll(0)).peers.map(({ server }) => server)).toEqual(['n1', 'n2', 'n3']);
  });
});

describe('what only JSZ tells of the meta group', () => {
  const snapshot = { pendingEntries: 5, pendingBytes: 100, lastTime: null, lastDuration: 12 };
  const told = { pendingRequests: 7, snapshot, rescue: true, quorumNeeded: 2 };
  const jsz = saying(three, 0, () => told).filter(({ kind }) => kind === 'placement');
  const bare = three.statsz(50).map((observation): Observation => {
    if (observation.kind !== 'statsz' || !observation.reply.meta) return observation;
    const meta = { ...observation.reply.meta, pendingRequests: null, snapshot: null, rescue: false };
    return { ...observation, reply: { ...observation.reply, meta } };
  });

  it('stays through newer STATSZ, which do not tell it', () => {
    expect(meta([live(), ...three.liveness(0), ...jsz, ...bare])).toMatchObject({
      pendingRequests: 7,
      snapshot,
      rescue: true,
      quorum: { need: 2 },
      asOf: at(50),
    });
  });

  it('is not known from STATSZ alone', () => {
    expect(meta([...three.liveness(0), ...bare])).toMatchObject({
      pendingRequests: null,
      snapshot: null,
      rescue: false,
    });
  });
});

describe('a meta group that did not change', () => {
  it('is the same object', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    const before = metaOf(replay.model);
    replay.then(200);
    expect(metaOf(replay.model)).toBe(before);
  });
});
