import { describe, expect, it } from 'vitest';
import { aCluster, peerRow, type TestCluster } from '../../testing/builders';
import { modelOf, streamIn } from '../../testing/replay';
import { domainName, serverName } from '../ids';
import type { ReplicaModel, StreamModel } from './model';
import { consumerVote, isReplicated, metaVote, streamVote } from './votes';

const three = aCluster().withServers('n1', 'n2', 'n3');

function rowOf(cluster: TestCluster, name = 'A'): StreamModel {
  const row = streamIn(modelOf(cluster.poll(0), 100), name);
  if (!row) throw new Error(`no row of ${name}`);
  return row;
}

/** The row with one of its copies changed. */
function withCopy(row: StreamModel, server: string, change: Partial<ReplicaModel>): StreamModel {
  return { ...row, copies: row.copies.map((copy) => (copy.server === server ? { ...copy, ...change } : copy)) };
}

describe('the votes of a stream', () => {
  const row = rowOf(three.withStream('A', ['n1', 'n2', 'n3']));

  it('are those of all its copies while everybody answers', () => {
    expect(streamVote(row)).toEqual({ voters: ['n1', 'n2', 'n3'], have: 3, need: 2 });
  });

  it('leave out a silent copy', () => {
    const silent = rowOf(three.withStream('A', ['n1', 'n2', 'n3']).kill('n3'));
    expect(streamVote(silent)).toEqual({ voters: ['n1', 'n2'], have: 2, need: 2 });
  });

  it('leave out a copy that is being added, which has no vote yet', () => {
    const added = rowOf(
      three.withServers('n4').withStream('A', ['n1', 'n2', 'n3', 'n4'], {
        rows: { n4: peerRow('n4', { pending: true, current: false }) },
      }),
    );
    expect(streamVote(added)).toEqual({ voters: ['n1', 'n2', 'n3'], have: 3, need: 2 });
  });

  it('leave out a copy being added where nobody leads either', () => {
    const leaderless: StreamModel = {
      ...withCopy(row, 'n3', { role: 'pending' }),
      group: { ...row.group, leadership: { kind: 'unknown', last: null }, quorum: { have: 2, need: 2, of: 2 } },
    };
    expect(streamVote(leaderless)?.voters).toEqual(['n1', 'n2']);
  });

  it('leave out what a server still holds that its leader does not list any more', () => {
    const left = rowOf(three.withStream('A', ['n1', 'n2', 'n3']));
    expect(streamVote(withCopy(left, 'n3', { role: 'unknown' }))?.voters).toEqual(['n1', 'n2']);
  });

  it('count a member that was not asked for its copies yet, as the row does', () => {
    const unasked = withCopy(row, 'n3', { state: null, contact: { kind: 'unknown' } });
    expect(streamVote(unasked)).toEqual({ voters: ['n1', 'n2', 'n3'], have: 3, need: 2 });
  });

  it('are not known where the row does not know who answers', () => {
    const quorum = { ...row.group.quorum, have: null };
    expect(streamVote({ ...row, group: { ...row.group, quorum } })).toBeNull();
  });

  it('are not known while servers that answer say nothing of a stream they should have', () => {
    const quorum = { have: 1, need: 2, of: 3 };
    const untold: StreamModel = { ...row, health: 'unknown', group: { ...row.group, quorum } };
    expect(streamVote(untold)).toBeNull();
    expect(streamVote({ ...untold, health: 'noQuorum' })).toMatchObject({ have: 1, need: 2 });
  });
});

describe('the votes of a consumer', () => {
  it('are those of its own group, whatever its stream holds', () => {
    const { group, copies } = rowOf(three.withStream('A', ['n2']));
    expect(consumerVote({ group, copies })).toEqual({ voters: ['n2'], have: 1, need: 1 });
  });
});

describe('the votes of a meta group', () => {
  const voteOf = (cluster: TestCluster) => {
    const { metas, servers } = modelOf(cluster.poll(0), 100);
    const meta = metas.get(domainName(''));
    if (!meta) throw new Error('no meta group');
    return metaVote(meta, servers);
  };

  it('are those of the members that answer', () => {
    expect(voteOf(three)).toEqual({ voters: ['n1', 'n2', 'n3'], have: 3, need: 2 });
    expect(voteOf(three.kill('n3'))).toEqual({ voters: ['n1', 'n2'], have: 2, need: 2 });
  });

  it('leave out a member whose JetStream is off', () => {
    const members = three.withMembers(['n1', 'n2', 'n3']);
    expect(voteOf(members.changeServer('n3', { jetstream: false }))?.voters).toEqual(['n1', 'n2']);
  });

  it('leave out a server that is not a member', () => {
    expect(voteOf(three.withMembers(['n1', 'n2']))?.voters).toEqual(['n1', 'n2']);
  });

  it('leave out a member whose JetStream was disabled while it ran', () => {
    const { metas, servers } = modelOf(three.poll(0), 100);
    const meta = metas.get(domainName(''));
    const server = servers.get(serverName('n3'));
    if (!meta || !server?.totals) throw new Error('no such server');
    const off = new Map(servers).set(server.name, { ...server, totals: { ...server.totals, disabled: true } });
    expect(metaVote(meta, off)?.voters).toEqual(['n1', 'n2']);
  });
});

describe('a stream', () => {
  const single = rowOf(three.withStream('A', ['n1']));

  it('is replicated when its group has members, or when it is configured to have more copies', () => {
    expect(isReplicated(single)).toBe(false);
    expect(isReplicated(rowOf(three.withStream('A', ['n1', 'n2'])))).toBe(true);
    expect(isReplicated({ ...single, replicas: 3 })).toBe(true);
  });
});
