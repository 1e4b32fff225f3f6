import { describe, expect, it } from 'vitest';
import { aCluster, streamConfig } from '../../testing/builders';
import { aRun, changed, evacuationOf } from '../../testing/evacuate';
import { accountId, domainName, serverName, streamKey, streamName } from '../ids';
import type { StreamModel } from '../cluster/model';
import type { EvacuationCluster } from './model';
import { evacuation } from './plan';

const n1 = serverName('n1');
const hub = domainName('');
const keyOf = (name: string) => streamKey(hub, accountId('APP'), streamName(name));
const five = aCluster().withServers('n2', 'n1', 'n3', 'n4', 'n5');
const behind = { current: false, lag: 50 };
const phases = (cluster: EvacuationCluster) =>
  Object.fromEntries(evacuation(cluster, n1, hub, null).rows.map(({ stream, phase }) => [stream.name, phase]));
const withConfig = (stream: StreamModel, change: Partial<NonNullable<StreamModel['config']>>) => ({
  config: { ...streamConfig({ name: stream.name, replicas: stream.replicas ?? 1 }), ...change },
});

describe('the plan of an evacuation', () => {
  it('has a row for each stream with a copy there, and names who could take it', () => {
    const { rows, verdict } = evacuationOf(
      five
        .withStream('THREE', ['n1', 'n2', 'n3'], { config: true })
        .withStream('ONE', ['n1'], { config: true })
        .withStream('ELSEWHERE', ['n2', 'n3', 'n4'], { config: true }),
    );
    expect(rows.map(({ stream, candidates, leads, phase }) => [stream.name, candidates, leads, phase])).toEqual([
      ['THREE', ['n5', 'n4'], true, { kind: 'waits', why: 'turn' }],
      ['ONE', ['n4', 'n2', 'n3', 'n5'], true, { kind: 'waits', why: 'turn' }],
    ]);
    expect(verdict).toEqual({
      kind: 'left',
      copies: 2,
      onlyCopies: 1,
      leads: 2,
      consumers: 0,
      leadsMeta: false,
      filling: 0,
    });
  });

  it('says why a stream stays: all servers hold it, tags pin it, a unique tag is used up, no room', () => {
    const { cluster } = evacuationOf(
      ['TAGS', 'NOT', 'ROOM', 'UNREAD'].reduce(
        (all, name) => all.withStream(name, ['n1', 'n2', 'n3'], { config: name !== 'UNREAD' }),
        five.withStream('WIDE', ['n1', 'n2', 'n3', 'n4', 'n5'], { config: true }),
      ),
    );
    const find = (name: string) => cluster.streams.find((stream) => stream.name === name)!;
    const tagged = changed(
      cluster,
      { n1: { tags: ['ssd'] }, n4: { tags: ['hot'] }, n5: { tags: ['hot'] } },
      {
        TAGS: withConfig(find('TAGS'), { placementTags: ['ssd'] }),
        NOT: withConfig(find('NOT'), { placementTags: ['!hot'] }),
        ROOM: withConfig(find('ROOM'), { maxBytes: 1e12 }),
      },
    );
    expect(phases(tagged)).toEqual({
      WIDE: { kind: 'stays', why: { kind: 'everywhere' } },
      TAGS: { kind: 'stays', why: { kind: 'tags', tags: ['ssd'] } },
      NOT: { kind: 'stays', why: { kind: 'tags', tags: ['!hot'] } },
      ROOM: { kind: 'stays', why: { kind: 'noRoom' } },
      UNREAD: { kind: 'waits', why: 'unread' },
    });
    const zones = { n1: 'az:a', n2: 'az:b', n3: 'az:c', n4: 'az:b', n5: 'az:c' };
    const unique = changed(
      cluster,
      Object.fromEntries(
        cluster.servers.map((server) => [
          server.name,
          { tags: [zones[server.name as keyof typeof zones]], totals: { ...server.totals!, uniqueTag: 'az:' } },
        ]),
      ),
    );
    expect(phases(unique)).toMatchObject({ TAGS: { kind: 'stays', why: { kind: 'uniqueTag' } } });
  });

  it('counts the room that those before take: what fits one by one may not fit together', () => {
    const { cluster } = evacuationOf(
      ['A', 'B', 'C'].reduce((all, name) => all.withStream(name, ['n1', 'n2', 'n3'], { config: true }), five),
    );
    const bytes = { maxBytes: 6e9 };
    const wide = changed(
      cluster,
      {},
      Object.fromEntries(cluster.streams.map((one) => [one.name, withConfig(one, bytes)])),
    );
    expect(Object.values(phases(wide)).map(({ kind }) => kind)).toEqual(['waits', 'waits', 'stays']);
  });

  it('also counts what a stream without a limit holds now', () => {
    const { cluster } = evacuationOf(five.withStream('BIG', ['n1', 'n2', 'n3'], { config: true }));
    const state = { ...cluster.streams[0]!.state!, bytes: 2e10 };
    expect(phases(changed(cluster, {}, { BIG: { state } }))).toEqual({
      BIG: { kind: 'stays', why: { kind: 'noRoom' } },
    });
  });

  it('leaves an only copy where it is while a server is so old that it could lose it after the move', () => {
    const { rows } = evacuationOf(
      five
        .changeServer('n5', { version: '2.10.8' })
        .withStream('ONE', ['n1'], { config: true })
        .withStream('THREE', ['n1', 'n2', 'n3'], { config: true }),
    );
    expect(rows.map(({ phase, candidates }) => [phase, candidates.length > 0])).toEqual([
      [{ kind: 'stays', why: { kind: 'onlyCopyAtRisk' } }, false],
      [{ kind: 'waits', why: 'turn' }, true],
    ]);
  });

  it('lets a stream wait while it has no leader, or a copy of it lacks messages', () => {
    const late = five.withStream('S', ['n1', 'n2', 'n3'], { config: true, positions: { n2: 1 }, rows: { n2: behind } });
    expect(evacuationOf(late).rows[0]?.phase).toEqual({ kind: 'waits', why: 'incomplete' });
    const headless = five.withStream('S', ['n1', 'n2', 'n3'], { config: true, leader: null });
    expect(evacuationOf(headless).rows[0]?.phase).toEqual({ kind: 'waits', why: 'noLeader' });
  });
});

describe('an evacuation that runs', () => {
  const stream = five.withStream('S', ['n1', 'n2', 'n3'], { config: true });

  it('is found by a page that did not begin it: by what the leader desires, and by more copies than configured', () => {
    const { cluster } = evacuationOf(stream);
    const { group } = cluster.streams[0]!;
    const desired = (names: readonly string[]) => ({
      S: { group: { ...group, desired: { replicas: names.map(serverName), status: 'catchup', description: null } } },
    });
    expect(phases(changed(cluster, {}, desired(['n2', 'n3', 'n4'])))['S']).toMatchObject({ kind: 'moves' });
    // Another change, such as of the replicas: it stays a member.
    expect(phases(changed(cluster, {}, desired(['n1', 'n2', 'n3', 'n4', 'n5'])))['S']).toEqual({
      kind: 'waits',
      why: 'changing',
    });
    const older = stream.changeStream('S', {
      on: ['n1', 'n2', 'n3', 'n4'],
      replicas: 3,
      positions: { n4: 25 },
      rows: { n4: behind },
    });
    const { rows } = evacuationOf(older);
    expect(rows[0]?.phase).toEqual({
      kind: 'moves',
      desired: null,
      filling: { server: 'n4', share: 0.25, left: null },
    });
  });

  it('keeps a stream whose copy is gone until the new one is complete: up to 2.10 it goes first', () => {
    const run = aRun({ streams: [keyOf('S')] });
    const filling = stream.changeStream('S', {
      on: ['n2', 'n3', 'n4'],
      leader: 'n2',
      positions: { n4: 25 },
      rows: { n4: behind },
    });
    const { rows, verdict } = evacuationOf(filling, run);
    expect(rows[0]?.phase).toEqual({ kind: 'fills', filling: { server: 'n4', share: 0.25, left: null } });
    expect(verdict).toMatchObject({ kind: 'left', copies: 0, filling: 1 });
    const done = evacuationOf(filling.changeStream('S', { positions: {}, rows: {} }), run);
    expect(done.rows[0]?.phase).toEqual({ kind: 'gone' });
    expect(done.verdict).toEqual({ kind: 'safe' });
  });

  it('shows what was sent as moving, and what failed with its outcome', () => {
    const sent = evacuationOf(stream, aRun({ sent: [keyOf('S')] }));
    expect(sent.rows[0]?.phase).toEqual({ kind: 'moves', desired: null, filling: null });
    const outcome = { kind: 'failed', code: 10_005, description: 'no suitable peers' } as const;
    const failed = evacuationOf(stream, aRun({ failed: [{ stream: keyOf('S'), outcome }] }));
    expect(failed.rows[0]?.phase).toEqual({ kind: 'failed', outcome });
  });
});
