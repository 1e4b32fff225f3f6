import { fc } from '@fast-check/vitest';
import type { ClusterModel } from '../domain/cluster/model';
import type { WhatIfCluster } from '../domain/what-if/what-if';
import { aCluster, type TestCluster } from './builders';

/** The rows that a page has of a model. */
export function rowsOf({ servers, metas, streams, consumers }: ClusterModel): WhatIfCluster {
  return {
    servers: [...servers.values()],
    metas: [...metas.values()],
    streams: [...streams.values()],
    consumers: [...consumers.values()],
  };
}

/** Every subset of one to `most` of them. */
export function subsetsUpTo<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const all = items.reduce<readonly (readonly T[])[]>(
    (subsets, item) => [...subsets, ...subsets.filter(({ length }) => length < most).map((set) => [...set, item])],
    [[]],
  );
  return all.filter(({ length }) => length > 0);
}

const names = ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8'];

/** Up to eight servers, some of them silent, some without a vote in the meta group, with up to twelve streams. */
export const wide: fc.Arbitrary<TestCluster> = fc
  .integer({ min: 3, max: names.length })
  .chain((size) => {
    const servers = names.slice(0, size);
    const some = fc.shuffledSubarray(servers, { minLength: 1, maxLength: Math.min(size, 5) });
    return fc.record({
      servers: fc.constant(servers),
      streams: fc.array(some, { maxLength: 12 }),
      members: fc.subarray(servers, { minLength: 1 }),
      dead: fc.subarray(servers, { maxLength: 2 }),
    });
  })
  .map(({ servers, streams, members, dead }) =>
    streams
      .reduce<TestCluster>(
        (cluster, on, index) => cluster.withStream(`S${String(index)}`, on),
        aCluster()
          .withServers(...servers)
          .withMembers(members)
          .withMetaLeader(members[0] ?? null),
      )
      .kill(...dead),
  );
