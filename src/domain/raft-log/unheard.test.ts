import { expect, it } from 'vitest';
import { aCluster, at, live } from '../../testing/builders';
import { raftNode, raftPeer, raftWordOf } from '../../testing/raft-log';
import { fold } from '../../testing/replay';
import { assemble } from '../cluster/assemble';
import { accountId, domainName, streamKey, streamName } from '../ids';
import { emptyInventory } from '../inventory/inventory';
import { assembleRaftLog } from './assemble';
import { unheardRaftLog } from './unheard';

it('while nobody keeps a log up to date, positions stay and no word is left on how far a copy is behind', () => {
  const cluster = aCluster()
    .withServers('n1', 'n2', 'n3')
    .withStream('S', ['n1', 'n2', 'n3'], { positions: { n2: 40 }, rows: { n2: { lag: 30, current: false } } });
  const leader = raftNode('n1', 'S', { state: 'leader', peers: [raftPeer('n2', 30), raftPeer('n3', 60)] });
  const words = [raftWordOf(cluster, 'n1', 100, leader), raftWordOf(cluster, 'n2', 100, raftNode('n2', 'S'))];
  const facts = fold([live(), ...cluster.poll(0), ...words]);
  const key = streamKey(domainName(''), accountId('APP'), streamName('S'));
  const log = assembleRaftLog(facts, assemble(facts, emptyInventory(), null, at(200)), key)!;
  expect(log.lanes[1]).toMatchObject({ server: 'n2', entries: { entries: 30 }, messages: { messages: 60 } });

  const unheard = unheardRaftLog(log);
  expect(unheard).toMatchObject({ stream: key, group: log.group, term: null, committed: null, rate: null });
  for (const [index, lane] of unheard.lanes.entries()) {
    const known = log.lanes[index]!;
    expect([lane.server, lane.raft, lane.state, lane.asOf]).toEqual([
      known.server,
      known.raft,
      known.state,
      known.asOf,
    ]);
    expect(lane).toMatchObject({
      role: 'unknown',
      presence: { kind: 'unknown' },
      mark: 'unknown',
      entries: { kind: 'unknown' },
      messages: { kind: 'unknown' },
      catchUp: null,
      trend: null,
    });
  }
});
