import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { thorough, watched } from '../../testing/arbitrary';
import { aCluster, type TestCluster } from '../../testing/builders';
import { modelOf, Replay } from '../../testing/replay';
import { rowsOf, subsetsUpTo, wide } from '../../testing/what-if';
import type { ServerModel } from '../cluster/model';
import { isReplicated } from '../cluster/votes';
import { clusterName, type ServerName } from '../ids';
import { resilience } from './resilience';
import { withoutServers, type WhatIfCluster } from './what-if';
import { zoneKinds } from './zones';

const ask = (cluster: WhatIfCluster) => resilience({ ...cluster, streams: [cluster.streams] });
const answeringOf = ({ servers }: WhatIfCluster) =>
  servers.filter(({ presence }) => presence.kind === 'answering').map(({ name }) => name);

function stopsSomething(cluster: WhatIfCluster, lost: readonly ServerName[]): boolean {
  const { streams, metas } = withoutServers(cluster, lost);
  return streams.stops.some(isReplicated) || metas.some(({ fate }) => fate === 'stops');
}

function expectBruteForce(cluster: WhatIfCluster) {
  const { survives, answering } = ask(cluster);
  const names = answeringOf(cluster);
  expect(answering).toBe(names.length);
  const sets = subsetsUpTo(names, names.length);
  expect(sets.filter((set) => set.length <= survives && stopsSomething(cluster, set))).toEqual([]);
  if (survives < answering)
    expect(sets.some((set) => set.length === survives + 1 && stopsSomething(cluster, set))).toBe(true);
}

describe('what a cluster survives', () => {
  test.prop([watched], thorough)(
    'is the loss of any so many servers, and not of one more, after whatever happened',
    ({ polls }) => {
      const replay = new Replay();
      polls.forEach((poll, index) => replay.then(index * 2_000 + 500, poll));
      expectBruteForce(rowsOf(replay.model));
    },
    240_000,
  );

  test.prop([wide])('is the loss of any so many servers in clusters of up to eight', (cluster) => {
    expectBruteForce(rowsOf(modelOf(cluster.poll(0), 500)));
  });
});

const five = aCluster().withServers('n1', 'n2', 'n3', 'n4', 'n5');
const zones: Readonly<Record<string, string>> = { n1: 'az:a', n2: 'az:a', n3: 'az:b', n4: 'az:b', n5: 'az:c' };
const tagged = (cluster: TestCluster, tags = zones): WhatIfCluster => {
  const rows = rowsOf(modelOf(cluster.poll(0), 100));
  const withTag = (server: ServerModel) => ({ ...server, tags: [tags[server.name] ?? [], 'ssd'].flat() });
  return { ...rows, servers: rows.servers.map(withTag) };
};

describe('zones', () => {
  it('are named where their loss stops something, with what', () => {
    const cluster = five
      .withStream('A', ['n1', 'n2', 'n3'])
      .withStream('B', ['n1', 'n3', 'n5'])
      .withStream('ONE', ['n5']);
    expect(ask(tagged(cluster))).toMatchObject({
      survives: 1,
      single: 1,
      zones: [{ kind: 'az', of: 3, stopping: [{ name: 'az:a', streams: 1, metas: 0 }] }],
    });
  });

  it('stop the meta group with half of its members', () => {
    const halves = { n1: 'az:a', n2: 'az:a', n3: 'az:a', n4: 'az:b', n5: 'az:b' };
    expect(ask(tagged(five, halves)).zones).toEqual([
      { kind: 'az', of: 2, stopping: [{ name: 'az:a', streams: 0, metas: 1 }] },
    ]);
  });

  it('of which there is only one are none', () => {
    expect(zoneKinds(tagged(five, { n1: 'az:a', n2: 'az:a' }).servers)).toEqual([]);
  });

  it('are told apart by tag key, with clusters as a kind of their own', () => {
    const servers = tagged(five, { n1: 'az:a', n2: 'AZ:b', n3: 'region=eu', n4: 'region=us' }).servers.map((server) =>
      server.name === 'n5' ? { ...server, cluster: clusterName('C2') } : server,
    );
    expect(
      zoneKinds(servers).map(({ kind, zones: own }) => [kind, own.map(({ name, servers: at }) => [name, at.length])]),
    ).toEqual([
      [
        'az',
        [
          ['AZ:b', 1],
          ['az:a', 1],
        ],
      ],
      [
        'region',
        [
          ['region=eu', 1],
          ['region=us', 1],
        ],
      ],
      [
        'cluster',
        [
          ['C1', 4],
          ['C2', 1],
        ],
      ],
    ]);
  });
});

describe('resilience', () => {
  it('of a meta group is said apart', () => {
    expect(ask(rowsOf(modelOf(five.poll(0), 100))).metas).toEqual([{ domain: '', survives: 2, of: 5 }]);
  });

  it('counts the meta groups of which nobody knows', () => {
    const rows = rowsOf(modelOf(five.poll(0), 100));
    const metas = rows.metas.map((meta) => ({ ...meta, quorum: { ...meta.quorum, have: null } }));
    expect(ask({ ...rows, metas })).toMatchObject({ metasNotKnown: 1, metas: [] });
  });

  it('is the loss of all where nothing can stop', () => {
    expect(resilience({ servers: [], metas: [], streams: [] })).toMatchObject({ survives: 0, answering: 0 });
  });
});
