import { describe, expect, it } from 'vitest';
import { aCluster, at, type TestCluster } from '../../../testing/builders';
import { modelOf, Replay } from '../../../testing/replay';
import type { ClusterModel } from '../../cluster/model';
import type { Observation } from '../../observation';
import type { Rule } from '../rule';
import { metaLeaderless } from './meta-leaderless';
import { metaNoQuorum } from './meta-no-quorum';
import { metaOneShort } from './meta-one-short';
import { serverSilent } from './server-silent';
import { listedAtMost } from './stream-groups';
import { streamNoQuorum } from './stream-no-quorum';
import { streamReduced } from './stream-reduced';
import { streamUnreachable } from './stream-unreachable';

const three = aCluster().withServers('n1', 'n2', 'n3');
const five = three.withServers('n4', 'n5');
const off: Observation = { kind: 'link', at: at(50), link: 'stale' };

/** A model after polls every 2 s of each of the clusters. */
function after(...clusters: readonly TestCluster[]): ClusterModel {
  return modelOf(
    clusters.flatMap((cluster, index) => cluster.poll(index * 2_000)),
    (clusters.length - 1) * 2_000 + 100,
  );
}
const verdicts = (rule: Rule, model: ClusterModel) =>
  rule(model).map((verdict) => (verdict.kind === 'bad' ? verdict.candidate : { unknown: verdict.id }));

describe('a silent server', () => {
  it('is bad after two missed rounds, and neither good nor bad after one', () => {
    const dead = three.kill('n3');
    expect(verdicts(serverSilent, after(three, dead))).toEqual([{ unknown: 'serverSilent:n3' }]);
    expect(verdicts(serverSilent, after(three, dead, dead))).toEqual([
      {
        id: 'serverSilent:n3',
        code: 'serverSilent',
        severity: 'P2',
        subject: { kind: 'server', server: 'n3' },
        values: { server: 'n3', announced: 'no', heardBy: '' },
        raiseAfter: 1,
        since: at(20),
      },
    ]);
  });

  it('is heard by the meta leader where only the way to us is broken', () => {
    const unheard = three.kill('n3');
    const heard = after(three, unheard, unheard, unheard, unheard);
    expect(verdicts(serverSilent, heard)).toMatchObject([{ values: { heardBy: 'n1' } }]);
    const dead = unheard.withMetaRow('n3', { active: 7_000, current: false });
    expect(verdicts(serverSilent, after(three, dead, dead, dead, dead))).toMatchObject([{ values: { heardBy: '' } }]);
  });

  it('is bad at once when it said so', () => {
    const stopped = modelOf([...three.poll(0), three.departureOf('n3', 500)], 600);
    expect(verdicts(serverSilent, stopped)).toMatchObject([{ since: at(500), values: { announced: 'shutdown' } }]);
  });

  it('is unknown while our connection is, and nothing when it was never heard', () => {
    expect(verdicts(serverSilent, modelOf([...three.poll(0), off], 100))).toEqual([
      { unknown: 'serverSilent:n1' },
      { unknown: 'serverSilent:n2' },
      { unknown: 'serverSilent:n3' },
    ]);
    expect(verdicts(serverSilent, after(three.kill('n3')))).toEqual([]);
  });
});

describe('a meta group without a leader', () => {
  const leaderless = three.withMetaLeader(null);
  const gap = (seconds: number) => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    for (let ms = 2_000; ms <= seconds * 1_000; ms += 2_000) replay.then(ms + 100, leaderless.poll(ms));
    return verdicts(metaLeaderless, replay.model);
  };

  it('is bad only after more than 5 s, worse after more than 15 s, and never good', () => {
    expect(gap(6)).toEqual([{ unknown: 'metaLeaderless:' }]);
    expect(gap(8)).toMatchObject([{ id: 'metaLeaderless:', severity: 'P2', since: at(2_020), raiseAfter: 1 }]);
    expect(gap(16)).toMatchObject([{ severity: 'P2' }]);
    expect(gap(18)).toMatchObject([{ severity: 'P1' }]);
  });

  it('names who led last, and the votes', () => {
    expect(gap(8)).toMatchObject([{ values: { last: 'n1', have: 3, need: 2, of: 3 } }]);
  });

  it('is another problem without a quorum', () => {
    const dead = three.kill('n2', 'n3');
    expect(verdicts(metaLeaderless, after(three, dead, dead, dead, dead))).toEqual([]);
  });

  it('is unknown while nobody can say', () => {
    expect(verdicts(metaLeaderless, modelOf([...three.poll(0), off], 100))).toEqual([{ unknown: 'metaLeaderless:' }]);
  });
});

describe('the votes of a meta group', () => {
  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['all of five', [], [], []],
    ['four of five', ['n5'], [], []],
    ['three of five', ['n4', 'n5'], [], ['metaOneShort:']],
    ['two of five', ['n3', 'n4', 'n5'], ['metaNoQuorum:'], []],
  ])('%s', (_, dead, noQuorum, oneShort) => {
    const model = after(five, five.kill(...dead));
    expect(metaNoQuorum(model).map((it) => (it.kind === 'bad' ? it.candidate.id : it.id))).toEqual(noQuorum);
    expect(metaOneShort(model).map((it) => (it.kind === 'bad' ? it.candidate.id : it.id))).toEqual(oneShort);
  });

  it('that are missing are named, with how many must come back', () => {
    const model = after(five, five.kill('n2', 'n3', 'n4'));
    expect(verdicts(metaNoQuorum, model)).toMatchObject([
      {
        severity: 'P1',
        subject: { kind: 'meta', domain: '' },
        values: { have: 2, need: 3, of: 5, short: 1, servers: 'n2, n3, n4' },
        since: at(2_020),
      },
    ]);
    expect(verdicts(metaOneShort, after(five, five.kill('n2', 'n3')))).toMatchObject([
      { severity: 'P2', values: { have: 3, need: 3, of: 5, servers: 'n2, n3' }, since: null },
    ]);
  });

  it('are not one short in a group of two of which both answer', () => {
    expect(verdicts(metaOneShort, after(aCluster().withServers('a', 'b')))).toEqual([]);
    expect(verdicts(metaOneShort, after(aCluster().withServers('a')))).toEqual([]);
  });

  it('are unknown while our connection is down', () => {
    const model = modelOf([...five.poll(0), off], 100);
    expect(verdicts(metaNoQuorum, model)).toEqual([{ unknown: 'metaNoQuorum:' }]);
    expect(verdicts(metaOneShort, model)).toEqual([{ unknown: 'metaOneShort:' }]);
  });

  it('of two domains are judged apart', () => {
    const both = three.withServer('l1', { domain: 'EDGE' }).withServer('l2', { domain: 'EDGE' });
    const model = after(both, both.kill('l2'));
    expect(verdicts(metaNoQuorum, model)).toMatchObject([{ id: 'metaNoQuorum:EDGE', values: { servers: 'l2' } }]);
    expect(verdicts(metaOneShort, model)).toEqual([]);
  });
});

describe('streams that lack servers', () => {
  const cluster = five
    .withStream('A', ['n1', 'n2', 'n3'])
    .withStream('B', ['n2', 'n1', 'n3'])
    .withStream('C', ['n3', 'n4', 'n5'])
    .withStream('L', ['n3'])
    .withStream('M', ['n3']);

  it('are one problem for each set of servers that are missing', () => {
    const model = after(cluster, cluster.kill('n3'));
    expect(verdicts(streamReduced, model)).toMatchObject([
      { id: 'streamReduced::n3', severity: 'P2', subject: { kind: 'server', server: 'n3' }, values: { streams: 2 } },
    ]);
    expect(verdicts(streamUnreachable, model)).toMatchObject([
      { id: 'streamUnreachable::n3', severity: 'P1', values: { streams: 2, servers: 'n3', account: 'APP' } },
    ]);
    expect(verdicts(streamNoQuorum, model)).toEqual([]);
  });

  it('are several problems when they lack different servers', () => {
    const model = after(cluster, cluster.kill('n3', 'n4'));
    expect(verdicts(streamReduced, model)).toMatchObject([{ id: 'streamReduced::n3' }]);
    expect(verdicts(streamNoQuorum, model)).toMatchObject([
      {
        id: 'streamNoQuorum::n3,n4',
        subject: { kind: 'stream' },
        values: { streams: 1, stream: 'C', have: 1, need: 2 },
      },
    ]);
  });

  it('are a problem of the group when several servers are missing', () => {
    const model = after(cluster, cluster.kill('n1', 'n3'));
    expect(verdicts(streamNoQuorum, model)).toMatchObject([
      { id: 'streamNoQuorum::n1,n3', subject: { kind: 'meta', domain: '' }, values: { streams: 2, servers: 'n1, n3' } },
    ]);
  });

  it('are unknown, not good, while their state is', () => {
    const model = modelOf([...cluster.poll(0), ...cluster.kill('n3').poll(2_000), { ...off, at: at(2_050) }], 2_100);
    expect(new Set(verdicts(streamReduced, model).map((it) => 'unknown' in it))).toEqual(new Set([true]));
    expect(verdicts(streamReduced, model)).toContainEqual({ unknown: 'streamReduced:\nAPP\nA' });
  });

  it('of one cause in two domains are two problems', () => {
    const edge = three
      .withServer('l1', { domain: 'EDGE' })
      .withServer('l2', { domain: 'EDGE' })
      .withStream('A', ['n2'])
      .withStream('E', ['l2']);
    expect(verdicts(streamUnreachable, after(edge, edge.kill('n2', 'l2')))).toMatchObject([
      { id: 'streamUnreachable:EDGE:l2' },
      { id: 'streamUnreachable::n2' },
    ]);
  });
});

describe('streams that lack no server', () => {
  it('are a problem each, by their key', () => {
    const cut = { rows: { n3: { active: 15_000 } } };
    const cluster = three.withStream('A', ['n1', 'n2', 'n3'], cut).withStream('B', ['n1', 'n2', 'n3'], cut);
    expect(verdicts(streamReduced, after(cluster))).toMatchObject([
      { id: 'streamReduced:\nAPP\nA', subject: { kind: 'stream', stream: '\nAPP\nA' }, values: { stream: 'A' } },
      { id: 'streamReduced:\nAPP\nB', values: { stream: 'B', servers: '' } },
    ]);
  });

  it('are listed up to a limit: the summary counts them all', () => {
    const cut = { rows: { n3: { active: 15_000 } } };
    const all = Array.from({ length: listedAtMost + 5 }, (_, index) => `S${index}`);
    const cluster = all.reduce((built, name) => built.withStream(name, ['n1', 'n2', 'n3'], cut), three);
    expect(verdicts(streamReduced, after(cluster))).toHaveLength(listedAtMost);
  });
});
