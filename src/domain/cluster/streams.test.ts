import { describe, expect, it } from 'vitest';
import { aCluster, at, live, type TestCluster } from '../../testing/builders';
import { fold, modelOf, Replay, streamIn } from '../../testing/replay';
import { accountId, domainName, serverName, streamKey, streamName } from '../ids';
import { emptyInventory } from '../inventory/inventory';
import type { AccountAccess, Observation } from '../observation';
import { assemble, blocksIn } from './assemble';

const app = accountId('APP');
const three = aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1', 'n2', 'n3']);
const many = three.withStream('T', ['n2']).withStream('O', ['n3'], { account: 'OTHER' });
const names = (ms: number, ...list: readonly string[]): Observation => ({
  kind: 'names',
  at: at(ms),
  account: app,
  names: list.map(streamName),
});
const access = (value: AccountAccess): Observation => ({ kind: 'access', at: at(1), account: app, access: value });
const deleted = (stream: string, ms: number): Observation => ({
  kind: 'advisory',
  at: at(ms),
  advisory: {
    kind: 'assetChanged',
    id: `deleted-${stream}-${ms}`,
    time: null,
    account: app,
    stream: streamName(stream),
    consumer: null,
    action: 'deleted',
  },
});
const block = (replay: Replay, key: string) => blocksIn(replay.model).get(key);

describe('the streams of one account', () => {
  it('are taken over whole while nobody said anything of them', () => {
    const replay = new Replay();
    replay.then(100, many.poll(0));
    const [app, other] = [block(replay, '\nAPP'), block(replay, '\nOTHER')];
    replay.then(2_100, many.liveness(2_000), many.statsz(2_010));
    expect([block(replay, '\nAPP'), block(replay, '\nOTHER')]).toEqual([app, other]);
    expect(block(replay, '\nAPP')).toBe(app);
    expect(block(replay, '\nOTHER')).toBe(other);
  });

  it('are made anew alone when a server told of this account alone', () => {
    const replay = new Replay();
    replay.then(100, many.poll(0));
    const [app, other] = [block(replay, '\nAPP'), block(replay, '\nOTHER')];
    replay.then(1_100, [many.changeStream('T', { lastSeq: 101 }).accountPlacementOf('n2', 'APP', 1_000)]);
    expect(block(replay, '\nOTHER')).toBe(other);
    expect(block(replay, '\nAPP')).not.toBe(app);
    expect(replay.stream('T')?.state?.lastSeq).toBe(101);
  });

  it('are made anew when a server stops or starts to answer', () => {
    const replay = new Replay();
    replay.then(100, many.poll(0));
    const other = block(replay, '\nOTHER');
    replay.then(2_100, many.kill('n1').liveness(2_000));
    expect(block(replay, '\nOTHER')).not.toBe(other);
  });

  it('keep the map of rows when a poll brought nothing new', () => {
    const replay = new Replay();
    replay.then(100, many.poll(0));
    const { streams } = replay.model;
    replay.then(2_100, many.poll(2_000));
    expect(replay.model.streams).toBe(streams);
    replay.then(4_100, many.changeStream('T', { lastSeq: 101 }).poll(4_000));
    expect(replay.model.streams).not.toBe(streams);
    expect(replay.stream('S')).toBe(streams.get(streamKey(domainName(''), app, streamName('S'))));
  });

  it('are not taken over while one of them is only remembered: what is unknown may be decided by time', () => {
    const replay = new Replay();
    replay.then(100, many.poll(0));
    replay.then(2_100, many.kill('n2').poll(2_000));
    const before = block(replay, '\nAPP');
    replay.then(2_200);
    expect(block(replay, '\nAPP')).not.toBe(before);
    expect(replay.stream('T')).toMatchObject({ source: 'remembered', health: 'unreachable' });
  });

  it('are the same with and without what an earlier model saved', () => {
    const observations = [live(), ...many.poll(0), ...many.changeStream('S', { lastSeq: 200 }).poll(2_000)];
    const first = assemble(fold(observations.slice(0, 9)), emptyInventory(), null, at(100));
    const saved = assemble(fold(observations), emptyInventory(), first, at(2_100));
    const fresh = assemble(fold(observations), emptyInventory(), null, at(2_100));
    expect([...saved.streams.values()].map(({ state, health }) => [state, health])).toEqual(
      [...fresh.streams.values()].map(({ state, health }) => [state, health]),
    );
  });
});

describe('a stream of the same name', () => {
  it('in another account is another stream', () => {
    const twice = three.withStream('S', ['n2'], { account: 'OTHER', lastSeq: 7 });
    const model = modelOf(twice.poll(0), 100);
    expect(streamIn(model, 'S')).toMatchObject({ copies: { length: 3 } });
    expect(streamIn(model, 'S', '', 'OTHER')).toMatchObject({ copies: { length: 1 }, state: { lastSeq: 7 } });
  });

  it('on another domain is another stream', () => {
    const edge = three.withServer('leaf', { domain: 'EDGE', cluster: 'EDGE' });
    const replies = [three.placementOf('n1', 20), edge.withStream('S', ['leaf']).placementOf('leaf', 20)];
    const model = modelOf([...edge.liveness(0), ...edge.statsz(10), ...replies], 100);
    expect(streamIn(model, 'S', 'EDGE')).toMatchObject({ copies: [{ server: 'leaf', role: 'single' }] });
    expect(streamIn(model, 'S')?.copies).toHaveLength(3);
  });
});

describe('a stream that nobody reports', () => {
  const after = (cluster: TestCluster, ...more: readonly Observation[]) => {
    const replay = new Replay();
    replay.then(100, many.poll(0));
    replay.then(2_100, cluster.poll(2_000), more);
    return replay;
  };
  const silent = many.kill('n2');

  it('goes when it was deleted after it was last seen, and not by an older deletion', () => {
    expect(after(silent, deleted('T', 50)).stream('T')).toBeUndefined();
    expect(after(silent, deleted('T', 10)).stream('T')).toMatchObject({ health: 'unreachable' });
    expect(after(silent, deleted('U', 50)).stream('T')).toMatchObject({ health: 'unreachable' });
  });

  it('goes when its account lists its streams without it', () => {
    expect(after(silent, names(2_050, 'S')).stream('T')).toBeUndefined();
    expect(after(silent, names(2_050, 'S', 'T')).stream('T')).toMatchObject({ health: 'unreachable' });
    expect(after(silent, names(10, 'S')).stream('T')).toMatchObject({ health: 'unreachable' });
  });

  it('does not go with the list of another account', () => {
    const other: Observation = { kind: 'names', at: at(2_050), account: accountId('OTHER'), names: [] };
    expect(after(silent, other).stream('T')).toMatchObject({ health: 'unreachable' });
  });

  it('that is deleted while its holders answer goes before they say so', () => {
    const replay = new Replay();
    replay.then(100, many.poll(0));
    replay.then(200, [deleted('T', 150)]);
    expect(replay.stream('T')).toBeUndefined();
    expect(replay.stream('S')).toBeDefined();
  });

  it('and is created again is shown from its first report', () => {
    const replay = new Replay();
    replay.then(100, many.poll(0));
    replay.then(200, [deleted('T', 150)]);
    replay.then(2_100, many.changeStream('T', { created: 1_000 }).poll(2_000));
    expect(replay.stream('T')).toMatchObject({ source: 'reported', health: 'healthy', created: 1_000 });
  });
});

describe('a stream that only its account names', () => {
  const dead = three.kill('n3');
  const named = (observations: readonly Observation[], ms = 100) => streamIn(modelOf(observations, ms), 'HIDDEN');

  it('is unreachable once everybody who answers was asked since', () => {
    expect(named([...dead.poll(0), names(10, 'S', 'HIDDEN')])).toEqual({
      key: streamKey(domainName(''), app, streamName('HIDDEN')),
      domain: '',
      account: 'APP',
      accountName: 'APP',
      name: 'HIDDEN',
      source: 'named',
      health: 'unreachable',
      mark: 'crit',
      cluster: null,
      replicas: null,
      config: null,
      group: {
        name: null,
        leadership: { kind: 'unknown', last: null },
        quorum: { have: null, need: 1, of: 1 },
        desired: null,
      },
      copies: [],
      spare: null,
      state: null,
      consumers: null,
      asOf: null,
      created: null,
      mirror: null,
      sources: [],
    });
  });

  it('is unknown while somebody who answers was not asked since', () => {
    expect(named([...dead.poll(0), names(50, 'S', 'HIDDEN')])).toMatchObject({ health: 'unknown', mark: 'unknown' });
    const unasked = dead.poll(0).filter((it) => it.kind !== 'placement' || it.reply.server.name !== 'n2');
    expect(named([...unasked, names(10, 'S', 'HIDDEN')])).toMatchObject({ health: 'unknown' });
  });

  it('is unknown while our connection is down', () => {
    const off: Observation = { kind: 'link', at: at(50), link: 'stale' };
    expect(named([...dead.poll(0), names(10, 'S', 'HIDDEN'), off])).toMatchObject({ health: 'unknown' });
  });

  it('is not shown when everybody answers without it, or when it was deleted since', () => {
    expect(named([...three.poll(0), names(10, 'S', 'HIDDEN')])).toBeUndefined();
    expect(named([...dead.poll(0), names(10, 'S', 'HIDDEN'), deleted('HIDDEN', 50)])).toBeUndefined();
    expect(named([...dead.poll(0), names(10, 'S', 'HIDDEN'), deleted('HIDDEN', 5)])).toBeDefined();
  });

  it('does not depend on servers without JetStream, whether they answer or not', () => {
    const edge = three.withServer('edge', { jetstream: false });
    const silentEdge = [...edge.poll(0), ...edge.kill('edge').poll(2_000), names(2_005, 'S', 'HIDDEN')];
    expect(named(silentEdge, 2_100)).toBeUndefined();
  });

  it('is of the account that listed it, also where no server has a stream of it', () => {
    const empty = aCluster().withServers('n1', 'n2');
    const model = modelOf([...empty.kill('n2').poll(0), access('prefix'), names(10, 'HIDDEN')], 100);
    expect(streamIn(model, 'HIDDEN')).toMatchObject({ source: 'named', account: 'APP' });
  });

  it('turns into what a server reports as soon as one does', () => {
    const replay = new Replay();
    replay.then(100, dead.poll(0), [names(10, 'S', 'HIDDEN')]);
    const back = three.withStream('HIDDEN', ['n3']);
    replay.then(2_100, back.poll(2_000));
    expect(replay.stream('HIDDEN')).toMatchObject({ source: 'reported', health: 'healthy' });
    replay.then(4_100, back.kill('n3').poll(4_000));
    expect(replay.stream('HIDDEN')).toMatchObject({ source: 'remembered', copies: [{ server: 'n3' }] });
  });
});

describe('a list of names behind two domains that have the account', () => {
  const both = aCluster()
    .withServer('h1', { domain: 'hub' })
    .withServer('h2', { domain: 'hub' })
    .withServer('e1', { domain: 'EDGE' })
    .withServer('e2', { domain: 'EDGE' })
    .withStream('AT_HUB', ['h1', 'h2'])
    .withStream('AT_EDGE', ['e1', 'e2']);
  const told = (domain: string, ...list: readonly string[]) => [
    { ...names(10, ...list), domain: domainName(domain) } as Observation,
  ];

  it('speaks of the domain that it is of, whatever the order of their names', () => {
    const model = modelOf([...both.kill('h2').poll(0), ...told('hub', 'AT_HUB', 'HIDDEN')], 100);
    expect(streamIn(model, 'HIDDEN', 'hub')).toMatchObject({ source: 'named', health: 'unreachable' });
    expect(streamIn(model, 'HIDDEN', 'EDGE')).toBeUndefined();
  });

  it('lets no stream of the other domain go that it does not name', () => {
    const replay = new Replay();
    replay.then(100, both.poll(0));
    const dead = both.kill('e1', 'e2').poll(2_000);
    const list = { ...names(2_050, 'AT_HUB'), domain: domainName('hub') } as Observation;
    replay.then(2_100, dead, [list]);
    expect(replay.stream('AT_EDGE', 'EDGE')).toMatchObject({ health: 'unreachable' });
  });

  it('is taken for that of the nameless domain while it does not say', () => {
    const nameless = both.withServer('n1').withStream('S', ['n1']);
    const model = modelOf([...nameless.poll(0), names(50, 'S', 'NEW')], 100);
    expect(streamIn(model, 'NEW')).toMatchObject({ source: 'named' });
  });
});

describe('the servers of a model', () => {
  const server = (observations: readonly Observation[], name: string, ms = 100) =>
    modelOf(observations, ms).servers.get(serverName(name));

  it('that never spoke have nothing but their name, from whoever named them', () => {
    expect(server(three.kill('n3').poll(0), 'n3')).toMatchObject({
      id: null,
      version: null,
      load: null,
      totals: null,
      started: null,
      messageRate: null,
      lastHeard: null,
      leads: null,
      mark: 'unknown',
      metaRole: 'member',
    });
  });

  it('have no role in the meta group while nobody leads it', () => {
    expect(server(three.withMetaLeader(null).poll(0), 'n1')).toMatchObject({ metaRole: 'unknown', mark: 'ok' });
  });

  it('without JetStream are no member, and no warning', () => {
    const edge = three.withServer('edge', { jetstream: false });
    expect(server(edge.poll(0), 'edge')).toMatchObject({ metaRole: 'notMember', jetstream: false, mark: 'ok' });
  });

  it('whose JetStream was switched off warn', () => {
    const off = three.poll(0).map((observation): Observation => {
      if (observation.kind !== 'placement' || observation.reply.server.name !== 'n3') return observation;
      const { reply } = observation;
      return { ...observation, reply: { ...reply, meta: null, totals: { ...reply.totals, disabled: true } } };
    });
    expect(server(off, 'n3')).toMatchObject({ mark: 'warn', totals: { disabled: true } });
  });

  it('have a rate only from two broadcasts of one run, and none when the counter went back', () => {
    const received = (ms: number, receivedMessages: number): Observation => {
      const observation = three.statszOf('n1', ms);
      if (observation.kind !== 'statsz') throw new Error('no STATSZ');
      const { reply } = observation;
      return { ...observation, reply: { ...reply, load: { ...reply.load, receivedMessages } } };
    };
    const rate = (...observations: readonly Observation[]) => server(observations, 'n1')?.messageRate;
    expect(rate(received(0, 100), received(2_000, 400))).toBe(150);
    expect(rate(received(2_000, 400))).toBeNull();
    expect(rate(received(0, 400), received(2_000, 100))).toBeNull();
    expect(rate(received(0, 100), received(2_000, 100))).toBe(0);
  });

  it('that left lead nothing and keep what they held', () => {
    const cluster = three.withStream('T', ['n3']);
    const left = server([...cluster.poll(0), ...cluster.kill('n3').poll(2_000)], 'n3', 2_100);
    expect(left).toMatchObject({ leads: null, copies: 2, onlyCopies: 1, load: { connections: 3 }, loadAt: at(10) });
  });
});

describe('the rounds of a model', () => {
  const rounds = (observations: readonly Observation[], ms = 100) => modelOf(observations, ms).rounds;

  it('are the latest of each request, with who stayed silent', () => {
    const polled = rounds([...three.poll(0), ...three.kill('n2').poll(2_000)], 2_100);
    expect(polled.get('liveness')).toMatchObject({
      endedAt: at(2_005),
      expected: 3,
      answered: ['n1', 'n3'],
      silent: ['n2'],
    });
    expect([...polled.keys()]).toEqual([...polled.keys()].sort());
  });

  it('say nothing of anybody when they were interrupted', () => {
    const cut = rounds([...three.poll(0), ...three.liveness(2_000, { answered: [], interrupted: true })], 2_100);
    expect(cut.get('liveness')).toMatchObject({ interrupted: true, silent: [], answered: [] });
  });

  it('tell what could not be read', () => {
    const undecodable = [{ what: 'JSZ', reason: 'data: not an object', server: serverName('n2') }];
    expect(rounds([...three.poll(0), ...three.liveness(2_000, { undecodable })], 2_100).get('liveness')).toMatchObject({
      undecodable,
    });
  });
});
