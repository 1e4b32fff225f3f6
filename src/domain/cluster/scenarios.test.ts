import { describe, expect, it } from 'vitest';
import { aCluster, at, clockSkew, live, streamConfig } from '../../testing/builders';
import { modelOf, Replay, streamIn } from '../../testing/replay';
import { accountId, domainName, peerId, serverName, streamName } from '../ids';
import type { Observation } from '../observation';
import { serverMs } from '../time';

const three = aCluster().withServers('n1', 'n2', 'n3').withStream('ORDERS', ['n1', 'n2', 'n3']);
const hub = domainName('');
const access = (ms: number): Observation => ({
  kind: 'access',
  at: at(ms),
  account: accountId('APP'),
  access: 'prefix',
});
const names = (ms: number, ...list: string[]): Observation => ({
  kind: 'names',
  at: at(ms),
  account: accountId('APP'),
  names: list.map(streamName),
});
const presence = (replay: Replay, name: string) => replay.model.servers.get(serverName(name))?.presence;

describe('a graceful stop', () => {
  it('is seen at once and told from a crash', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    replay.then(600, [three.departureOf('n2', 500)]);
    expect(presence(replay, 'n2')).toEqual({ kind: 'silent', since: at(500), missed: 0, announced: 'shutdown' });
    expect(replay.stream('ORDERS')).toMatchObject({ health: 'reduced', spare: 0 });
  });

  it('ends when the server comes back as a new run', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    replay.then(600, [three.departureOf('n2', 500)]);
    replay.then(2_100, three.restart('n2', 1_900).poll(2_000));
    expect(presence(replay, 'n2')).toEqual({ kind: 'answering' });
    expect(replay.model.servers.get(serverName('n2'))?.id).toBe('n2-run2');
  });

  it('of lame duck kind shows once the server stops answering', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0), [three.departureOf('n2', 50, 'lameduck')]);
    expect(presence(replay, 'n2')).toEqual({ kind: 'answering' });
    expect(replay.model.servers.get(serverName('n2'))?.mark).toBe('busy');
    replay.then(2_100, three.kill('n2').poll(2_000));
    expect(presence(replay, 'n2')).toMatchObject({ kind: 'silent', announced: 'lameduck' });
  });
});

describe('a server frozen and thawed', () => {
  it('is silent after one missed round and back with the first answer', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    replay.then(2_100, three.kill('n3').liveness(2_000));
    expect(presence(replay, 'n3')).toMatchObject({ kind: 'silent', missed: 1, announced: null });
    expect(replay.stream('ORDERS')).toMatchObject({ health: 'reduced', group: { leadership: { kind: 'led' } } });
    const frozen = replay.stream('ORDERS')?.copies.find(({ server }) => server === 'n3');
    expect(frozen).toMatchObject({ mark: 'unknown', contact: { kind: 'unknown' }, store: { kind: 'unknown' } });
    replay.then(4_100, three.poll(4_000));
    expect(replay.stream('ORDERS')).toMatchObject({ health: 'healthy', mark: 'ok' });
  });

  it('shows a silent copy as at most so many messages behind, as of its last word', () => {
    const written = three.changeStream('ORDERS', { lastSeq: 160 }).kill('n3');
    const model = modelOf([...three.poll(0), ...written.poll(2_000)], 2_100);
    const copy = streamIn(model, 'ORDERS')?.copies.find(({ server }) => server === 'n3');
    expect(copy?.store).toEqual({ kind: 'atMost', messages: 60, asOf: at(20) });
    expect(copy?.log).toEqual({ kind: 'unknown', lastEntries: null });
  });
});

describe('a new connection', () => {
  const redialled = () => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    replay.then(3_000, [{ kind: 'link', at: at(3_000), link: 'reconnecting' }]);
    replay.then(3_200, [live(3_200)]);
    return replay;
  };

  it('does not make a server answer that was heard on the old one only', () => {
    const replay = redialled();
    expect(presence(replay, 'n1')).toEqual({ kind: 'unknown' });
    expect(replay.stream('ORDERS')).toMatchObject({ health: 'unknown', mark: 'unknown' });
    replay.then(4_300, three.kill('n1').poll(3_300));
    expect(presence(replay, 'n1')).toMatchObject({ kind: 'silent', missed: 1 });
    expect(presence(replay, 'n2')).toEqual({ kind: 'answering' });
  });

  it('makes each server answer with its own first word', () => {
    const replay = redialled();
    replay.then(3_300, three.statsz(3_250).slice(0, 1));
    expect(['n1', 'n2'].map((name) => presence(replay, name)?.kind)).toEqual(['answering', 'unknown']);
  });

  it('is not assumed when the link was only stale', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    replay.then(3_000, [{ kind: 'link', at: at(3_000), link: 'stale' }], [live(3_100)]);
    expect(presence(replay, 'n1')).toEqual({ kind: 'answering' });
  });
});

describe('a restart', () => {
  it('keeps streams that the new run does not list yet, as unknown and not as lost', () => {
    const cluster = three.withStream('LOCAL', ['n2']);
    const replay = new Replay();
    replay.then(100, cluster.poll(0));
    const starting = cluster.restart('n2', 1_500).withoutStream('LOCAL');
    replay.then(2_100, starting.poll(2_000));
    replay.then(4_100, starting.poll(4_000));
    expect(replay.stream('LOCAL')).toMatchObject({ source: 'remembered', health: 'unknown', mark: 'unknown' });
    replay.then(6_100, cluster.restart('n2', 1_500).poll(6_000));
    expect(replay.stream('LOCAL')).toMatchObject({ source: 'reported', health: 'healthy' });
  });

  it('lets a stream go when its holder was up for a minute and answered twice without it', () => {
    const cluster = three.withStream('LOCAL', ['n2']);
    const replay = new Replay();
    replay.then(100, cluster.poll(0));
    replay.then(2_100, three.poll(2_000));
    expect(replay.stream('LOCAL')).toMatchObject({ source: 'remembered', health: 'unknown' });
    replay.then(4_100, three.poll(4_000));
    expect(replay.stream('LOCAL')).toBeUndefined();
    expect(replay.picture.inventory.blocks.get('\nAPP')?.has(streamName('LOCAL'))).toBe(false);
  });

  it('does not believe the older run, whose late reply comes after the first of the new one', () => {
    const late = three.placementOf('n2', 1_000);
    const model = modelOf(
      [...three.restart('n2', 1_500).poll(2_000), { ...late, at: at(2_050) } as Observation],
      2_100,
    );
    expect(model.servers.get(serverName('n2'))?.id).toBe('n2-run2');
  });
});

describe('a page opened after the kill', () => {
  const cluster = three.withStream('LOCAL', ['n2']).kill('n2');

  it('knows a stream of the dead server by STREAM.NAMES only, and calls it unreachable', () => {
    const model = modelOf([...cluster.poll(0), access(1), names(10, 'ORDERS', 'LOCAL')], 100);
    expect(streamIn(model, 'LOCAL')).toMatchObject({
      source: 'named',
      health: 'unreachable',
      mark: 'crit',
      copies: [],
    });
    expect(model.summary).toMatchObject({ unreachable: 1, streams: 2, unseenAccounts: [] });
  });

  it('says nothing worse than unknown of a name that is newer than the placement', () => {
    const model = modelOf([...cluster.poll(0), access(1), names(90, 'ORDERS', 'NEW')], 100);
    expect(streamIn(model, 'NEW')).toMatchObject({ source: 'named', health: 'unknown', mark: 'unknown' });
  });

  it('does not show a name that everybody has denied since', () => {
    const model = modelOf([...three.poll(0), access(1), names(10, 'ORDERS', 'LOCAL')], 100);
    expect(streamIn(model, 'LOCAL')).toBeUndefined();
  });

  it('says that the streams of an account without access are not known', () => {
    const model = modelOf(cluster.poll(0), 100);
    expect(model.accounts.get(accountId('APP'))).toMatchObject({ streams: 'unknown', access: 'unknown' });
    expect(model.summary).toMatchObject({ unseenAccounts: ['APP'] });
  });

  it('does not take names from before the silence for a complete list', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0), [access(1), names(2, 'ORDERS')]);
    expect(replay.model.accounts.get(accountId('APP'))?.streams).toBe('complete');
    replay.then(2_100, three.kill('n2').poll(2_000));
    expect(replay.model.accounts.get(accountId('APP'))?.streams).toBe('unknown');
    replay.then(2_200, [names(2_150, 'ORDERS')]);
    expect(replay.model.accounts.get(accountId('APP'))?.streams).toBe('complete');
  });

  it('shows the dead server as a member that was never heard, and counts its vote', () => {
    const model = modelOf(cluster.poll(0), 100);
    expect(model.servers.get(serverName('n2'))).toMatchObject({ presence: { kind: 'neverHeard' }, mark: 'unknown' });
    expect(model.metas.get(hub)).toMatchObject({ quorum: { have: 2, need: 2, of: 3 }, mark: 'warn' });
    expect(model.metas.get(hub)?.peers.find(({ server }) => server === 'n2')).toMatchObject({ ghost: true });
  });
});

describe('a stream deleted while a holder is silent', () => {
  const cluster = three.withStream('LOCAL', ['n2']);
  const opened = () => {
    const replay = new Replay();
    replay.then(100, cluster.poll(0));
    replay.then(2_100, cluster.kill('n2').poll(2_000));
    expect(replay.stream('LOCAL')).toMatchObject({ health: 'unreachable' });
    return replay;
  };

  it('stays unreachable however often the others answer without it', () => {
    const replay = opened();
    for (let ms = 4_000; ms < 30_000; ms += 2_000) replay.then(ms + 100, cluster.kill('n2').poll(ms));
    expect(replay.stream('LOCAL')).toMatchObject({ health: 'unreachable', source: 'remembered' });
  });

  it('goes with a newer complete list of its account that lacks it', () => {
    const replay = opened();
    replay.then(2_200, [access(2_110), names(2_120, 'ORDERS')]);
    expect(replay.stream('LOCAL')).toBeUndefined();
    expect(replay.stream('ORDERS')).toBeDefined();
  });

  it('goes with the deletion advisory', () => {
    const replay = opened();
    const stream = streamName('LOCAL');
    const base = { kind: 'assetChanged', time: null, account: accountId('APP'), stream, action: 'deleted' } as const;
    const advisory = { ...base, id: 'a1', consumer: null };
    replay.then(2_200, [
      { kind: 'advisory', at: at(2_150), advisory: { ...advisory, id: 'c', consumer: null, action: 'updated' } },
    ]);
    expect(replay.stream('LOCAL')).toBeDefined();
    replay.then(2_250, [{ kind: 'advisory', at: at(2_200), advisory }]);
    expect(replay.stream('LOCAL')).toBeUndefined();
  });
});

describe('two domains behind one system account', () => {
  const cluster = three
    .withServer('leaf1', { domain: 'EDGE', cluster: 'EDGE' })
    .withServer('leaf2', { domain: 'EDGE', cluster: 'EDGE' })
    .withServer('leaf3', { domain: 'EDGE', cluster: 'EDGE' })
    .withStream('EDGE_ORDERS', ['leaf1', 'leaf2', 'leaf3']);
  const model = modelOf(cluster.poll(0), 100);

  it('are two meta groups with a leader each, not a split', () => {
    expect([...model.metas.values()].map(({ domain, leadership, quorum }) => ({ domain, leadership, quorum }))).toEqual(
      [
        { domain: '', leadership: { kind: 'led', by: 'n1', since: null }, quorum: { have: 3, need: 2, of: 3 } },
        { domain: 'EDGE', leadership: { kind: 'led', by: 'leaf1', since: null }, quorum: { have: 3, need: 2, of: 3 } },
      ],
    );
  });

  it('keep their streams apart', () => {
    expect(streamIn(model, 'EDGE_ORDERS', 'EDGE')).toMatchObject({ health: 'healthy' });
    expect(streamIn(model, 'EDGE_ORDERS')).toBeUndefined();
  });

  it('are not mixed up by a list of names, which speaks of the hub', () => {
    const replay = new Replay();
    replay.then(100, cluster.poll(0), [access(1)]);
    const dead = cluster.kill('leaf1', 'leaf2', 'leaf3');
    replay.then(2_100, dead.poll(2_000), [names(2_050, 'ORDERS')]);
    expect(replay.stream('EDGE_ORDERS', 'EDGE')).toMatchObject({ health: 'unreachable' });
  });
});

describe('a server that was removed', () => {
  it('leaves the picture once the leader no longer lists it, and does not before', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    replay.then(2_100, three.kill('n3').poll(2_000));
    expect(replay.model.servers.has(serverName('n3'))).toBe(true);
    const members = three
      .kill('n3')
      .withMembers(['n1', 'n2'])
      .changeStream('ORDERS', { on: ['n1', 'n2'] });
    replay.then(4_100, members.poll(4_000));
    expect(replay.model.servers.has(serverName('n3'))).toBe(false);
    expect(replay.model.metas.get(hub)).toMatchObject({ quorum: { have: 2, need: 2, of: 2 }, mark: 'ok' });
  });

  it('that still runs is shown as no member', () => {
    const model = modelOf(three.withMembers(['n1', 'n2']).poll(0), 100);
    expect(model.servers.get(serverName('n3'))).toMatchObject({ metaRole: 'notMember', mark: 'warn' });
    expect(model.metas.get(hub)?.quorum).toEqual({ have: 2, need: 2, of: 2 });
  });

  it('under a name nobody knows is a vote without a server', () => {
    const ghost = { name: null, peer: peerId('x1y2z3a4'), active: null, current: false };
    const cluster = three.withMembers(['n1', 'n2', 'n3', 'old']).withMetaRow('old', ghost);
    const model = modelOf(cluster.poll(0), 100);
    const vote = model.metas.get(hub)?.peers.find(({ peer }) => peer === ghost.peer);
    expect(vote).toMatchObject({ server: null, ghost: true, mark: 'unknown', presence: { kind: 'neverHeard' } });
    expect(model.metas.get(hub)?.quorum).toEqual({ have: 3, need: 3, of: 4 });
  });
});

describe('the word of those who do not lead', () => {
  it('is ignored: lag without a leader is noise', () => {
    const cluster = three.changeStream('ORDERS', { leader: null });
    const copies = streamIn(modelOf(cluster.poll(0), 100), 'ORDERS')?.copies;
    expect(copies?.map(({ role, log, contact }) => [role, log, contact])).toEqual(
      Array.from({ length: 3 }, () => ['unknown', { kind: 'unknown', lastEntries: null }, { kind: 'unknown' }]),
    );
  });

  it('does not make a leader of the server that all others name', () => {
    const cluster = three.changeStream('ORDERS', { leader: 'n9', on: ['n1', 'n2', 'n3'] });
    expect(streamIn(modelOf(cluster.poll(0), 100), 'ORDERS')).toMatchObject({
      health: 'electing',
      group: { leadership: { kind: 'electing', last: 'n9' } },
    });
  });

  it('does not make a peer list of followers that have none, as in 2.10', () => {
    const old = three.changeServer('n2', { version: '2.10.27' }).changeServer('n3', { version: '2.10.27' });
    const healthy = modelOf(old.changeServer('n1', { version: '2.10.27' }).poll(0), 100);
    expect(healthy.metas.get(hub)).toMatchObject({ quorum: { have: 3, need: 2, of: 3 }, mark: 'ok' });
  });

  it('still tells how large a leaderless 2.10 group is', () => {
    const all = three.withServers('n4', 'n5');
    const old = ['n1', 'n2', 'n3', 'n4', 'n5'].reduce(
      (cluster, name) => cluster.changeServer(name, { version: '2.10.27' }),
      all,
    );
    const model = modelOf(old.kill('n3', 'n4', 'n5').withMetaLeader(null).poll(0), 100);
    expect(model.metas.get(hub)).toMatchObject({ mark: 'crit', quorum: { have: 2, need: 3, of: 5 } });
  });
});

describe('two servers that both claim to lead a stream', () => {
  it('leave it to the one that leads since later', () => {
    const mine = three.changeStream('ORDERS', { leader: 'n1', leaderSince: 10 });
    const theirs = three.changeStream('ORDERS', { leader: 'n2', leaderSince: 20 });
    const replies = [theirs.placementOf('n2', 5), mine.placementOf('n1', 6), mine.placementOf('n3', 7)];
    const model = modelOf([...replies, ...three.statsz(8), ...three.liveness(9)], 100);
    expect(streamIn(model, 'ORDERS')?.group.leadership).toMatchObject({ kind: 'led', by: 'n2' });
  });
});

describe('a copy behind its leader', () => {
  it('is catching up, with messages apart from entries', () => {
    const rows = { n3: { lag: 43, current: false } };
    const early = three.changeStream('ORDERS', { lastSeq: 1_000, positions: { n3: 100 }, rows });
    const later = three.changeStream('ORDERS', { lastSeq: 1_000, positions: { n3: 500 }, rows });
    const model = modelOf([...early.poll(0), ...later.poll(2_000)], 2_100);
    const stream = streamIn(model, 'ORDERS');
    expect(stream).toMatchObject({ health: 'catchingUp', mark: 'busy', spare: 1 });
    expect(stream?.copies.find(({ server }) => server === 'n3')).toMatchObject({
      log: { kind: 'behind', entries: 43 },
      store: { kind: 'behind', messages: 500, catchUp: { share: 0.5, rate: 200, left: 2_500 } },
      mark: 'busy',
    });
  });

  it('counts positions beyond 2^53 exactly', () => {
    const top = 2n ** 63n;
    const cluster = three.changeStream('ORDERS', {
      lastSeq: top,
      positions: { n3: top - 3n },
      rows: { n3: { lag: 1 } },
    });
    const stream = streamIn(modelOf(cluster.poll(0), 100), 'ORDERS');
    expect(stream?.state?.lastSeq).toBe(top);
    expect(stream?.copies.find(({ server }) => server === 'n3')?.store).toMatchObject({ messages: 3 });
  });

  it('that the leader does not hear any more reduces the stream although its server answers', () => {
    const cut = three.changeStream('ORDERS', { rows: { n3: { active: 15_000 } } });
    expect(streamIn(modelOf(cut.poll(0), 100), 'ORDERS')).toMatchObject({ health: 'reduced', mark: 'warn' });
  });

  it('that the leader only assigned is pending, has no vote, and is progress', () => {
    const scaled = three
      .withServer('n4')
      .withMetaLeader('n1')
      .changeStream('ORDERS', { on: ['n1', 'n2', 'n3', 'n4'], rows: { n4: { pending: true, active: null } } });
    const stream = streamIn(modelOf(scaled.poll(0), 100), 'ORDERS');
    expect(stream).toMatchObject({ health: 'catchingUp', group: { quorum: { have: 3, need: 2, of: 3 } } });
    expect(stream?.copies.find(({ server }) => server === 'n4')?.role).toBe('pending');
  });
});

describe('a round that is under way', () => {
  const at_ = (lastSeq: number) => three.changeStream('ORDERS', { lastSeq });
  const stores = (replay: Replay) => replay.stream('ORDERS')?.copies.map(({ store }) => store.kind);

  it.each([
    ['the leader', ['n1', 'n2', 'n3']],
    ['a follower', ['n3', 'n2', 'n1']],
  ])('does not take what was stored since the last one for lag, when %s answers first', (_, order) => {
    const replay = new Replay();
    replay.then(100, at_(1_000).poll(0));
    // Steady writing until then; the followers have answered a little later than their leader.
    const [first, ...rest] = ['n1', 'n2', 'n3'].map((name) =>
      at_(1_500).placementOf(name, name === 'n1' ? 5_000 : 5_060),
    );
    replay.then(5_100, at_(1_500).liveness(5_000), first ? [first] : [], rest);
    for (const [index, name] of order.entries()) {
      replay.then(10_100 + index, [at_(9_000).placementOf(name, 10_020 + 30 * index)]);
      expect(stores(replay)).toEqual(['leader', 'complete', 'complete']);
      expect(replay.stream('ORDERS')?.health).toBe('healthy');
    }
  });

  it('does not call a copy complete either that is not, before the leader has answered', () => {
    const replay = new Replay();
    const behind = (lastSeq: number, n3: number) =>
      three.changeStream('ORDERS', { lastSeq, positions: { n3 }, rows: { n3: { lag: 7, current: false } } });
    replay.then(100, behind(1_000, 400).poll(0));
    replay.then(5_100, behind(2_000, 1_400).poll(5_000));
    replay.then(10_100, [behind(3_000, 2_400).placementOf('n3', 10_000)]);
    expect(replay.stream('ORDERS')?.copies[2]?.store).toMatchObject({ kind: 'behind', messages: 600 });
  });

  it('trusts the leader that nothing is missing where it has answered twice', () => {
    const replay = new Replay();
    replay.then(100, at_(1_000).poll(0));
    replay.then(2_100, at_(1_000).poll(2_000));
    replay.then(4_100, [at_(5_000).placementOf('n1', 4_000), at_(5_000).placementOf('n1', 4_040)]);
    expect(stores(replay)).toEqual(['leader', 'complete', 'complete']);
  });
});

describe('a server that answers a sign of life, but no longer on streams', () => {
  /** The others are asked every 2 s, and store on. */
  const hung = (hanging: string, seconds: number, lastSeq: (ms: number) => number) => {
    const replay = new Replay();
    for (const ms of [0, 2_000]) replay.then(ms + 100, three.poll(ms));
    for (let ms = 4_000; ms <= seconds * 1_000; ms += 2_000) {
      const now = three.changeStream('ORDERS', { lastSeq: lastSeq(ms) });
      const heard = ['n1', 'n2', 'n3'].filter((name) => name !== hanging).map((name) => now.placementOf(name, ms + 20));
      replay.then(ms + 100, now.liveness(ms), now.statsz(ms), heard);
    }
    return replay;
  };
  const copy = (replay: Replay, name: string) => replay.stream('ORDERS')?.copies.find(({ server }) => server === name);

  it('does not go on saying that its copy is complete', () => {
    const replay = hung('n3', 10, (ms) => 100 + ms);
    expect(presence(replay, 'n3')?.kind).toBe('answering');
    expect(copy(replay, 'n3')).toMatchObject({
      mark: 'unknown',
      store: { kind: 'atMost', messages: 10_000, asOf: at(2_020) },
    });
    expect(copy(replay, 'n2')).toMatchObject({ mark: 'ok', store: { kind: 'complete' } });
    expect(replay.stream('ORDERS')?.health).toBe('unknown');
  });

  it('does not either where nothing is stored meanwhile, and does once it has answered again', () => {
    const replay = hung('n3', 10, () => 100);
    expect(copy(replay, 'n3')).toMatchObject({ mark: 'unknown', store: { kind: 'unknown' } });
    replay.then(12_100, three.poll(12_000));
    expect(copy(replay, 'n3')).toMatchObject({ mark: 'ok', store: { kind: 'complete' } });
    expect(replay.stream('ORDERS')?.health).toBe('healthy');
  });

  it('is none to compare with where it leads', () => {
    const replay = hung('n1', 10, (ms) => 100 + ms);
    for (const name of ['n2', 'n3'])
      expect(copy(replay, name)).toMatchObject({ mark: 'unknown', store: { kind: 'unknown' } });
  });
});

describe('a stream with fewer members than configured', () => {
  it('is reduced, by its configuration', () => {
    const cluster = three.changeStream('ORDERS', { on: ['n1', 'n2'], replicas: 3, config: true });
    expect(streamIn(modelOf(cluster.poll(0), 100), 'ORDERS')).toMatchObject({
      health: 'reduced',
      replicas: 3,
      spare: 0,
    });
  });

  it('keeps its configuration through replies that lack it, but not into a new incarnation', () => {
    const known = modelOf([...three.changeStream('ORDERS', { config: true }).poll(0), ...three.poll(2_000)], 2_100);
    expect(streamIn(known, 'ORDERS')?.config).toEqual(streamConfig({ name: 'ORDERS', replicas: 3 }));
    const reborn = three.changeStream('ORDERS', { created: 1_500 });
    const after = modelOf([...three.changeStream('ORDERS', { config: true }).poll(0), ...reborn.poll(2_000)], 2_100);
    expect(streamIn(after, 'ORDERS')).toMatchObject({ config: null, created: 1_500 });
  });
});

describe('a member without a record of its own', () => {
  const without = (change: (on: string) => Observation | null): readonly Observation[] => [
    ...three.liveness(0),
    ...three.statsz(10),
    ...['n1', 'n2', 'n3'].flatMap((name) => change(name) ?? []),
  ];
  const denies = (name: string) => (name === 'n3' ? three.withoutStream('ORDERS') : three).placementOf(name, 20);

  it('takes part while its server was not asked yet', () => {
    const quiet = three.changeStream('ORDERS', { rows: { n3: { active: 5_000 } } });
    const model = modelOf(
      without((name) => (name === 'n3' ? null : quiet.placementOf(name, 20))),
      100,
    );
    expect(streamIn(model, 'ORDERS')?.group.quorum).toEqual({ have: 3, need: 2, of: 3 });
  });

  it('takes part while the leader hears its copy, though its server lists none: the replies are not of one moment', () => {
    expect(streamIn(modelOf(without(denies), 100), 'ORDERS')?.group.quorum.have).toBe(3);
  });

  it('does not take part when neither its server nor the leader knows of it', () => {
    const cut = three.changeStream('ORDERS', { rows: { n3: { active: 5_000 } } });
    const model = modelOf(
      without((name) => (name === 'n1' ? cut.placementOf(name, 20) : denies(name))),
      100,
    );
    expect(streamIn(model, 'ORDERS')).toMatchObject({ health: 'reduced', group: { quorum: { have: 2 } } });
  });
});

describe('what comes late', () => {
  it('still completes a row: an older reply with the configuration', () => {
    const replay = new Replay();
    replay.then(2_100, three.poll(2_000));
    replay.then(2_150);
    expect(replay.stream('ORDERS')?.config).toBeNull();
    replay.then(2_200, [three.changeStream('ORDERS', { config: true }).placementOf('n2', 1_000)]);
    expect(replay.stream('ORDERS')?.config).toMatchObject({ replicas: 3 });
  });

  it('still decides on a stream that is gone: the age of its holder', () => {
    const replay = new Replay();
    replay.then(100, three.withStream('LOCAL', ['n2']).placement(0), three.liveness(50));
    replay.then(4_200, three.placement(2_000), three.placement(4_000), three.liveness(4_100));
    expect(replay.stream('LOCAL')).toMatchObject({ source: 'remembered' });
    replay.then(4_300, three.statsz(4_250));
    expect(replay.stream('LOCAL')).toBeUndefined();
  });
});

describe('without a live link', () => {
  it('nothing is known of anybody, and the last values stay with their time', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    replay.then(
      5_000,
      [{ kind: 'link', at: at(4_000), link: 'reconnecting' }],
      three.kill('n1', 'n2', 'n3').liveness(4_100),
    );
    expect([...replay.model.servers.values()].map((server) => [server.presence.kind, server.mark])).toEqual(
      Array.from({ length: 3 }, () => ['unknown', 'unknown']),
    );
    expect(replay.stream('ORDERS')).toMatchObject({
      health: 'unknown',
      mark: 'unknown',
      spare: null,
      state: { lastSeq: 100 },
      asOf: at(20),
      group: { leadership: { kind: 'unknown', last: 'n1' }, quorum: { have: null, need: 2, of: 3 } },
    });
    expect(replay.model.metas.get(hub)).toMatchObject({ mark: 'unknown', leadership: { kind: 'unknown', last: 'n1' } });
    expect(replay.model.summary.mark).toBe('unknown');
  });

  it('a round in which nobody answered, or that was interrupted, says nothing of single servers', () => {
    for (const round of [{ answered: [] }, { answered: three.kill('n2').up, interrupted: true }]) {
      const model = modelOf([...three.poll(0), ...three.liveness(2_000, round)], 2_100);
      expect(model.servers.get(serverName('n2'))?.presence).toEqual({ kind: 'answering' });
    }
  });

  it('what was heard long ago is not known any more', () => {
    expect(streamIn(modelOf(three.poll(0), 20_000), 'ORDERS')).toMatchObject({ health: 'unknown', mark: 'unknown' });
  });
});

describe('a server without clustering', () => {
  it('leads its only copies and has no meta group', () => {
    const single = aCluster().withServer('solo').withStream('ALONE', ['solo']);
    const bare = single.poll(0).map((observation): Observation => {
      if (observation.kind === 'statsz') return { ...observation, reply: { ...observation.reply, meta: null } };
      if (observation.kind !== 'placement') return observation;
      const accounts = observation.reply.accounts.map((account) => ({
        ...account,
        streams: account.streams.map((stream) => ({ ...stream, group: null })),
      }));
      return { ...observation, reply: { ...observation.reply, meta: null, accounts } };
    });
    const model = modelOf(bare, 100);
    expect(model.metas.size).toBe(0);
    expect(streamIn(model, 'ALONE')).toMatchObject({
      health: 'healthy',
      group: { name: null, leadership: { kind: 'led', by: 'solo' }, quorum: { have: 1, need: 1, of: 1 } },
    });
  });
});

describe('servers', () => {
  it('have a message rate by their own clock, between two STATSZ of one run', () => {
    const model = modelOf([live(), ...three.statsz(0), ...three.statsz(10_000)], 10_100);
    expect(model.servers.get(serverName('n1'))).toMatchObject({ messageRate: 1_000, loadAt: at(10_000) });
    const restarted = modelOf([...three.statsz(0), ...three.restart('n1', 5_000).statsz(10_000)], 10_100);
    expect(restarted.servers.get(serverName('n1'))?.messageRate).toBeNull();
  });

  it('count what they lead, hold, and hold alone', () => {
    const model = modelOf(three.withStream('LOCAL', ['n2']).poll(0), 100);
    expect(model.servers.get(serverName('n1'))).toMatchObject({
      leads: 1,
      copies: 1,
      onlyCopies: 0,
      metaRole: 'leader',
    });
    expect(model.servers.get(serverName('n2'))).toMatchObject({
      leads: 1,
      copies: 2,
      onlyCopies: 1,
      metaRole: 'member',
    });
  });

  it('tell their start by their own clock', () => {
    const model = modelOf(three.poll(0), 100);
    expect(model.servers.get(serverName('n1'))?.started).toBe(serverMs(at(-3_600_000) + clockSkew));
  });
});

describe('a server that answers and whose word on its streams cannot be read', () => {
  const unread = (observation: Observation) =>
    (observation.kind !== 'placement' && observation.kind !== 'summary') || observation.reply.server.name !== 'n1';
  const replay = new Replay();
  replay.then(100, three.withServers('n4').poll(0).filter(unread));

  it('may lead: whether there is a leader is not known, and nobody is electing', () => {
    expect(presence(replay, 'n1')).toEqual({ kind: 'answering' });
    expect(replay.stream('ORDERS')).toMatchObject({
      health: 'unknown',
      mark: 'unknown',
      spare: null,
      group: { leadership: { kind: 'unknown', last: 'n1' } },
    });
    expect(replay.model.summary).toMatchObject({ electing: 0, unknown: 1, surviveOne: 0, uncertain: 1 });
  });

  it('holds and leads nobody knows how many, where the others count from zero', () => {
    const server = (name: string) => replay.model.servers.get(serverName(name));
    expect(server('n1')).toMatchObject({ leads: null, copies: null, onlyCopies: null });
    expect(server('n2')).toMatchObject({ leads: 0, copies: 1, onlyCopies: 0 });
    expect(server('n4')).toMatchObject({ leads: 0, copies: 0, onlyCopies: 0 });
  });

  it('that has said it leads nothing of a stream leaves the others electing', () => {
    const later = new Replay();
    const without = three.changeStream('ORDERS', { leader: null });
    later.then(100, without.poll(0));
    expect(later.stream('ORDERS')).toMatchObject({ health: 'electing' });
  });
});
