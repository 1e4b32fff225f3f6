import { describe, expect, it } from 'vitest';
import { aCluster, aConsumer, at, noiseRow, peerRow } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
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
    const bare = three.withStream('S', members).poll(2_000);
    expect(only([...poll(0, members, 'n2'), ...bare], 2_100)).toMatchObject({ name: 'C', asOf: at(20) });
  });
});
