import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { thorough, watched } from '../../testing/arbitrary';
import { aCluster, aConsumer, at, live, type TestCluster } from '../../testing/builders';
import { fold, modelOf, Replay } from '../../testing/replay';
import { rowsOf, subsetsUpTo } from '../../testing/what-if';
import type { StreamModel } from '../cluster/model';
import { accountId, serverName, streamName } from '../ids';
import type { Observation } from '../observation';
import { advance } from '../picture';
import { stored, withoutServers } from './what-if';

const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name).sort();
const servers = (...list: readonly string[]) => list.map(serverName);

const works = ({ group: { quorum } }: Pick<StreamModel, 'group'>) => quorum.have !== null && quorum.have >= quorum.need;

describe('the consequence of a loss', () => {
  test.prop([watched], thorough)(
    'is what the console says once these servers really are lost, for each set of up to three',
    ({ polls, cluster }) => {
      const replay = new Replay();
      polls.forEach((poll, index) => replay.then(index * 2_000 + 500, poll));
      const ms = polls.length * 2_000;
      const facts = fold([live(), ...polls.flat()]);
      const before = rowsOf(replay.model);
      for (const lost of subsetsUpTo(cluster.up, 3)) {
        if (lost.length === cluster.up.length) continue;
        const after = advance(replay.picture, fold(cluster.kill(...lost).poll(ms), facts), at(ms + 500)).model;
        const told = withoutServers(before, lost);
        const stopped = before.streams.filter((row) => {
          const next = after.streams.get(row.key);
          return works(row) && !(next && works(next));
        });
        const unreachable = before.streams.filter(
          (row) => row.source === 'reported' && after.streams.get(row.key)?.source !== 'reported',
        );
        expect({
          lost,
          stops: names(told.streams.stops),
          unreachable: names(told.streams.unreachable),
          metas: told.metas.map(({ after: { have } }) => have),
        }).toEqual({
          lost,
          stops: names(stopped),
          unreachable: names(unreachable),
          metas: [...after.metas.values()].map(({ quorum }) => quorum.have),
        });
      }
    },
    240_000,
  );

  test.prop([watched, fc.subarray(['n1', 'n2', 'n3', 'n4', 'n5'])])(
    'puts each stream where it belongs, and none in two of: goes on, stops, stopped already, not known',
    ({ polls }, lost) => {
      const cluster = rowsOf(modelOf(polls.flat(), polls.length * 2_000));
      const { stops, without, notKnown, keep, moves, unreachable } = withoutServers(cluster, servers(...lost)).streams;
      expect(stops.length + without.length + notKnown.length + keep).toBe(cluster.streams.length);
      expect(new Set([...stops, ...without, ...notKnown, ...moves]).size).toBe(
        stops.length + without.length + notKnown.length + moves.length,
      );
      for (const row of unreachable) expect([...stops, ...without]).toContain(row);
    },
  );
});

const five = aCluster().withServers('n1', 'n2', 'n3', 'n4', 'n5');
const ask = (cluster: TestCluster, lost: readonly string[], more: readonly Observation[] = []) =>
  withoutServers(rowsOf(modelOf([...cluster.poll(0), ...more], 100)), servers(...lost));

describe('without some servers', () => {
  it('the meta group has have, need and of as it then would be, and another leader where its own is lost', () => {
    expect(ask(five, ['n1', 'n2']).metas).toMatchObject([
      { fate: 'keeps', before: { have: 5 }, after: { have: 3, need: 3, of: 5 }, moves: 'n1' },
    ]);
    expect(ask(five, ['n2', 'n3']).metas).toMatchObject([{ fate: 'keeps', moves: null }]);
    expect(ask(five, ['n1', 'n2', 'n3']).metas).toMatchObject([{ fate: 'stops', after: { have: 2 }, moves: null }]);
    expect(ask(five.kill('n3', 'n4', 'n5'), ['n1']).metas).toMatchObject([{ fate: 'without', after: { have: 1 } }]);
  });

  it('the streams led there elect another leader, if they can', () => {
    const cluster = five.withStream('LED', ['n1', 'n2', 'n3']).withStream('HELD', ['n2', 'n1', 'n3']);
    expect(names(ask(cluster, ['n1']).streams.moves)).toEqual(['LED']);
    expect(ask(cluster, ['n1', 'n2']).streams).toMatchObject({ moves: [], keep: 0 });
  });

  it('a stream with one copy there cannot be reached, with what is stored in it', () => {
    const { streams } = ask(five.withStream('ONE', ['n4']).withStream('TWO', ['n4', 'n5']), ['n4', 'n5']);
    expect(names(streams.unreachable)).toEqual(['ONE', 'TWO']);
    expect(stored(streams.unreachable)).toEqual({ single: 1, messages: 200, bytes: 2_048 });
  });

  it('what has no quorum before is not blamed on the loss', () => {
    const cluster = five.withStream('A', ['n1', 'n2', 'n3']).withStream('B', ['n1', 'n4', 'n5']);
    const replay = new Replay();
    replay.then(100, cluster.poll(0));
    const model = replay.then(2_100, cluster.kill('n2', 'n3').poll(2_000));
    const { streams } = withoutServers(rowsOf(model), servers('n4', 'n5'));
    expect([names(streams.stops), names(streams.without)]).toEqual([['B'], ['A']]);
  });

  it('a stream that only its account names, and whose servers nobody knows, stays not known', () => {
    const said: Observation[] = [
      { kind: 'access', at: at(5), account: accountId('APP'), access: 'prefix' },
      { kind: 'names', at: at(60), account: accountId('APP'), names: [streamName('HIDDEN')] },
    ];
    expect(names(ask(five.kill('n5'), ['n1'], said).streams.notKnown)).toEqual(['HIDDEN']);
  });

  it('nothing is known of any stream, meta group or server while the link is down', () => {
    const off: Observation = { kind: 'link', at: at(50), link: 'stale' };
    const told = ask(five.withStream('A', ['n1', 'n2', 'n3']), ['n1'], [off]);
    expect(told).toMatchObject({ lost: [], notKnown: ['n1'], metas: [{ fate: 'notKnown' }], streams: { keep: 0 } });
    expect(names(told.streams.notKnown)).toEqual(['A']);
  });

  it('a silent server is lost already, and one that nobody knows is said to be so', () => {
    const replay = new Replay();
    replay.then(100, five.poll(0));
    const model = replay.then(2_100, five.kill('n5').poll(2_000));
    const told = withoutServers(rowsOf(model), servers('n5', 'n1', 'zz', 'n1'));
    expect(told).toMatchObject({ lost: ['n1'], silent: ['n5'], notKnown: ['zz'], remaining: 3 });
  });

  it('the connections of the lost servers go to the others; unknown of one is unknown of all', () => {
    const cluster = rowsOf(modelOf(five.poll(0), 100));
    const each = cluster.servers[0]?.load?.connections ?? Number.NaN;
    expect(withoutServers(cluster, servers('n1', 'n2')).connections).toBe(2 * each);
    const mute = cluster.servers.map((server) => (server.name === 'n2' ? { ...server, load: null } : server));
    expect(withoutServers({ ...cluster, servers: mute }, servers('n1', 'n2')).connections).toBeNull();
    expect(withoutServers(cluster, []).connections).toBe(0);
  });

  it('a consumer stops by itself, or with its stream', () => {
    const group = (leader: string) => ({
      cluster: null,
      leader: serverName(leader),
      replicas: [],
      raftGroup: 'C-R1F-x',
      leaderSince: null,
      desired: null,
    });
    const consumers = [aConsumer('there', { group: group('n1') })];
    const cluster = five.withStream('A', ['n1', 'n2', 'n3'], { consumers });
    const fates = (...lost: readonly string[]) => {
      const told = ask(cluster, lost).consumers;
      return told && { stops: names(told.stops), withStream: names(told.withStream), keep: told.keep };
    };
    expect(fates('n1')).toEqual({ stops: ['there'], withStream: [], keep: 0 });
    expect(fates('n2')).toEqual({ stops: [], withStream: [], keep: 1 });
    expect(fates('n2', 'n3')).toEqual({ stops: [], withStream: ['there'], keep: 0 });
  });

  it('nothing is said of consumers when none were given', () => {
    const { servers: all, metas, streams } = rowsOf(modelOf(five.poll(0), 100));
    expect(withoutServers({ servers: all, metas, streams }, []).consumers).toBeNull();
  });
});
