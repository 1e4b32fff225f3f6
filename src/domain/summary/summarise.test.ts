import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { watched, type Watched } from '../../testing/arbitrary';
import { aCluster, at, live, type TestCluster } from '../../testing/builders';
import { fold, modelOf, Replay } from '../../testing/replay';
import type { ClusterModel, StreamModel } from '../cluster/model';
import { accountId, domainName, serverName, streamName, type ServerName } from '../ids';
import type { Observation } from '../observation';
import { advance } from '../picture';

const works = ({ group: { quorum } }: Pick<StreamModel, 'group'>) => quorum.have !== null && quorum.have >= quorum.need;
const isReplicated = ({ group, replicas }: StreamModel) => group.quorum.of > 1 || (replicas ?? 1) > 1;

/** The model after a history, and a way to see it once one more server is dead. */
function endOf({ polls, cluster }: Watched) {
  const replay = new Replay();
  polls.forEach((poll, index) => replay.then(index * 2_000 + 500, poll));
  const ms = polls.length * 2_000;
  const without = (name: ServerName): ClusterModel => {
    const dead = cluster.kill(name).poll(ms);
    return advance(replay.picture, fold([live(), ...polls.flat(), ...dead]), at(ms + 500)).model;
  };
  return { model: replay.model, up: cluster.up, without };
}

/** How many streams of the first model do not appear as they should in the second. */
function countLost(
  before: ClusterModel,
  after: ClusterModel,
  wasWell: (row: StreamModel) => boolean,
  isWell: (row: StreamModel) => boolean,
): number {
  return [...before.streams].filter(([key, row]) => {
    const next = after.streams.get(key);
    return wasWell(row) && !(next && isWell(next));
  }).length;
}

describe('the cost of the next loss', () => {
  test.prop([watched])('is what really stops when that one server is lost', (history) => {
    const { model, up, without } = endOf(history);
    fc.pre(up.length > 1);
    const told = new Map(model.summary.nextLoss.map(({ server, stops }) => [server, stops]));
    for (const name of up) {
      const stopped = countLost(model, without(name), (row) => isReplicated(row) && works(row), works);
      expect([name, told.get(name) ?? 0]).toEqual([name, stopped]);
    }
    for (const name of told.keys()) expect(up).toContain(name);
  });

  test.prop([watched])('of single copies is the number of streams that then nobody has', (history) => {
    const { model, up, without } = endOf(history);
    fc.pre(up.length > 1);
    const told = new Map(model.summary.single.map(({ server, streams }) => [server, streams]));
    for (const name of up) {
      const gone = countLost(
        model,
        without(name),
        (row) => !isReplicated(row) && row.source === 'reported',
        ({ source }) => source === 'reported',
      );
      expect([name, told.get(name) ?? 0]).toEqual([name, gone]);
    }
  });

  test.prop([watched])('of the meta group names exactly those without whom it has no quorum', (history) => {
    const { model, up, without } = endOf(history);
    fc.pre(up.length > 1);
    const has = ({ metas }: ClusterModel) =>
      [...metas.values()].every(({ quorum: { have, need } }) => (have ?? 0) >= need);
    for (const name of up)
      expect([name, model.summary.metaNextLoss.includes(name)]).toEqual([name, has(model) && !has(without(name))]);
  });

  test.prop([watched])('spares the streams that survive the loss of any one server, and no others', (history) => {
    const { model, up, without } = endOf(history);
    fc.pre(up.length > 1);
    const after = up.map(without);
    const survivors = [...model.streams].filter(
      ([key, row]) =>
        isReplicated(row) &&
        works(row) &&
        after.every(({ streams }) => {
          const next = streams.get(key);
          return next !== undefined && works(next);
        }),
    );
    expect(model.summary.surviveOne).toBe(survivors.length);
  });
});

describe('the counts of the headline', () => {
  test.prop([watched])('are the counts of the rows', (history) => {
    const { model } = endOf(history);
    const rows = [...model.streams.values()];
    const withHealth = (health: StreamModel['health']) => rows.filter((row) => row.health === health).length;
    expect(model.summary).toMatchObject({
      servers: model.servers.size,
      streams: rows.length,
      replicated: rows.filter(isReplicated).length,
      uncertain: rows.filter((row) => isReplicated(row) && row.spare === null).length,
      unreachable: withHealth('unreachable'),
      unknown: withHealth('unknown'),
      noQuorum: withHealth('noQuorum'),
      electing: withHealth('electing'),
    });
  });

  test.prop([watched])(
    'put every replicated stream into one of three: survives, does not, cannot be said',
    (history) => {
      const { replicated, surviveOne, uncertain } = endOf(history).model.summary;
      const doomed = [...endOf(history).model.streams.values()].filter((row) => isReplicated(row) && row.spare === 0);
      expect(surviveOne + uncertain + doomed.length).toBe(replicated);
    },
  );

  test.prop([watched])('name each server as answering, silent or unheard, once', (history) => {
    const { servers, summary } = endOf(history).model;
    const answering = [...servers.values()].filter(({ presence }) => presence.kind === 'answering');
    const named = [
      ...answering.map(({ name }) => name),
      ...summary.silent.map(({ server }) => server),
      ...summary.unheard,
    ];
    expect([...named].sort()).toEqual([...servers.keys()].sort());
  });
});

describe('the summary', () => {
  const three = aCluster().withServers('n1', 'n2', 'n3');
  const summaryOf = (observations: readonly Observation[], ms = 100) => modelOf(observations, ms).summary;
  const after = (cluster: TestCluster, ...dead: readonly string[]) =>
    summaryOf([...cluster.poll(0), ...cluster.kill(...dead).poll(2_000)], 2_100);

  it('sorts what may be lost by how much that is, then by name', () => {
    const cluster = three
      .withStream('A', ['n3'])
      .withStream('B', ['n3'])
      .withStream('C', ['n2'])
      .withStream('D', ['n1']);
    expect(summaryOf(cluster.poll(0)).single).toEqual([
      { server: 'n3', streams: 2 },
      { server: 'n1', streams: 1 },
      { server: 'n2', streams: 1 },
    ]);
  });

  it('names silent servers with the longest silence first, and those never heard before them', () => {
    const four = three.withServers('n4');
    const replay = new Replay();
    replay.then(100, four.kill('n4').poll(0));
    replay.then(2_100, four.kill('n4', 'n3').poll(2_000));
    replay.then(4_100, four.kill('n4', 'n3', 'n2').poll(4_000));
    expect(replay.model.summary.silent).toEqual([
      { server: 'n4', since: null },
      { server: 'n3', since: at(20) },
      { server: 'n2', since: at(2_020) },
    ]);
  });

  it('is good only while everybody answers and every stream is well', () => {
    expect(summaryOf(three.withStream('A', ['n1', 'n2', 'n3']).poll(0)).mark).toBe('ok');
    expect(summaryOf(three.poll(0)).mark).toBe('ok');
  });

  it('is worse with each thing that is wrong', () => {
    const wide = three.withStream('A', ['n1', 'n2', 'n3']);
    expect(after(wide, 'n3').mark).toBe('warn');
    expect(after(wide.withStream('L', ['n3']), 'n3').mark).toBe('crit');
    expect(after(wide, 'n2', 'n3').mark).toBe('crit');
    expect(summaryOf(wide.changeStream('A', { leader: null }).poll(0)).mark).toBe('busy');
  });

  it('warns of a silent server even where nothing is stored on it', () => {
    const other = three.withServer('edge', { jetstream: false }).withMetaLeader('n1');
    expect(after(other, 'edge')).toMatchObject({ mark: 'warn', silent: [{ server: 'edge' }], noQuorum: 0 });
  });

  it('is unknown without a live link and without any server, whatever the rows say', () => {
    const off: Observation = { kind: 'link', at: at(50), link: 'stale' };
    expect(summaryOf([...three.poll(0), off]).mark).toBe('unknown');
    expect(summaryOf([]).mark).toBe('unknown');
  });

  it('counts as stranded only what is unreachable because its holders are silent', () => {
    const cluster = three.withStream('A', ['n3']).withStream('B', ['n3']);
    expect(after(cluster, 'n3')).toMatchObject({ unreachable: 2, stranded: 2 });
  });

  it('counts a stream that is known by name alone as stranded while somebody who may hold it is silent', () => {
    const names: Observation = { kind: 'names', at: at(10), account: accountId('APP'), names: [streamName('HIDDEN')] };
    const access: Observation = { kind: 'access', at: at(5), account: accountId('APP'), access: 'prefix' };
    expect(summaryOf([...three.kill('n3').poll(0), access, names])).toMatchObject({ unreachable: 1, stranded: 1 });
  });

  it('names the accounts of which streams may be missing, and none while everybody answers', () => {
    const cluster = three.withStream('A', ['n1']).withStream('B', ['n2'], { account: 'OTHER' });
    expect(summaryOf(cluster.poll(0)).unseenAccounts).toEqual([]);
    expect(after(cluster, 'n3').unseenAccounts).toEqual(['APP', 'OTHER']);
  });

  it('does not name a server without a vote as one that the meta group could lose', () => {
    const two = three.withMembers(['n1', 'n2']);
    expect(summaryOf(two.poll(0)).metaNextLoss).toEqual(['n1', 'n2']);
    expect(summaryOf(three.poll(0)).metaNextLoss).toEqual([]);
  });

  it('does not name a member whose JetStream is off: it has no vote to lose', () => {
    const five = aCluster().withServers('n1', 'n2', 'n3', 'n4').withMembers(['n1', 'n2', 'n3', 'n4']);
    const off = five.changeServer('n4', { jetstream: false });
    const summary = summaryOf(off.poll(0));
    expect(modelOf(off.poll(0), 100).metas.get(domainName(''))?.quorum).toEqual({ have: 3, need: 3, of: 4 });
    expect(summary.metaNextLoss).toEqual([serverName('n1'), serverName('n2'), serverName('n3')]);
  });
});
