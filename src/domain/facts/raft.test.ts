import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { aCluster, at } from '../../testing/builders';
import { raftNode, raftWordOf } from '../../testing/raft-log';
import { fold } from '../../testing/replay';
import { accountId, serverName } from '../ids';
import type { Observation } from '../observation';
import { raftKey, raftWordsKept } from './raft';

const cluster = aCluster().withServers('n1', 'n2');
const word = (server: string, ms: number, stream: string, committed = ms): Observation =>
  raftWordOf(cluster, server, ms, raftNode(server, stream, { committed }));
const keyOf = (stream: string) => raftKey(accountId('APP'), `S-R3F-${stream}`);

describe('words on Raft groups', () => {
  it('are kept by server and group, the newest of each', () => {
    const { raft } = fold([word('n1', 100, 'A'), word('n1', 200, 'A'), word('n1', 150, 'B'), word('n2', 120, 'A')]);
    expect(raft.get(serverName('n1'))?.get(keyOf('A'))).toMatchObject({
      node: { committed: 200 },
      stamp: { at: at(200) },
    });
    expect(raft.get(serverName('n1'))?.get(keyOf('B'))).toMatchObject({ node: { committed: 150 } });
    expect(raft.get(serverName('n2'))?.get(keyOf('A'))).toMatchObject({ node: { committed: 120 } });
  });

  it('count as a sign of life', () => {
    expect(fold([word('n1', 100, 'A')]).servers.get(serverName('n1'))?.heardAt).toBe(at(100));
  });

  it('tell groups of different accounts apart', () => {
    expect(raftKey(accountId('A'), 'g')).not.toBe(raftKey(accountId('B'), 'g'));
  });

  test.prop([
    fc.array(fc.record({ ms: fc.nat(50), stream: fc.nat(20) }), { maxLength: 60 }),
    fc.infiniteStream(fc.nat()),
  ])('are the same in any order and with repetitions, and never more than a few', (said, chance) => {
    const words = said.map(({ ms, stream }) => word('n1', ms, `S${String(stream)}`));
    const shuffled = words
      .concat(words.slice(0, 3))
      .map((observation) => ({ observation, rank: chance.next().value as number }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ observation }) => observation);
    const sorted = (of: readonly Observation[]) => [...(fold(of).raft.get(serverName('n1')) ?? [])].sort();
    expect(sorted(shuffled)).toEqual(sorted(words));
    expect(sorted(words).length).toBeLessThanOrEqual(raftWordsKept);
  });
});
