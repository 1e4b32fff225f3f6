import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { thorough, watched } from '../../testing/arbitrary';
import { aCluster, live, type TestCluster } from '../../testing/builders';
import { fold, modelOf, Replay } from '../../testing/replay';
import { rowsOf, subsetsUpTo, wide } from '../../testing/what-if';
import { isReplicated } from '../cluster/votes';
import { advance, newPicture } from '../picture';
import { emptyInventory } from '../inventory/inventory';
import { at } from '../../testing/builders';
import type { ServerName } from '../ids';
import { smallestStoppingSets, type StoppingSet } from './stopping-sets';
import { withoutServers, type WhatIfCluster } from './what-if';

const all = 10_000;
const text = (names: readonly string[]) => names.join(' ');
const keys = (rows: StoppingSet['streams']) => rows.map(({ key }) => key).sort();

/** What a set stops, by asking for its consequence. */
function stoppedBy(cluster: WhatIfCluster, lost: readonly ServerName[]) {
  const { streams, metas } = withoutServers(cluster, lost);
  return {
    servers: text(lost.toSorted()),
    streams: keys(streams.stops.filter(isReplicated)),
    single: keys(streams.stops.filter((row) => !isReplicated(row))),
    metas: metas.filter(({ fate }) => fate === 'stops').map(({ domain }) => domain),
  };
}

/** Sets of up to three servers that stop something while none of their subsets does, found by trying them all. */
function bruteForce(cluster: WhatIfCluster) {
  const answering = cluster.servers.filter(({ presence }) => presence.kind === 'answering').map(({ name }) => name);
  const minimal: (readonly ServerName[])[] = [];
  for (const set of subsetsUpTo(answering, 3).toSorted((a, b) => a.length - b.length)) {
    if (minimal.some((known) => known.every((name) => set.includes(name)))) continue;
    const { streams, metas } = stoppedBy(cluster, set);
    if (streams.length + metas.length > 0) minimal.push(set);
  }
  return minimal.map((set) => stoppedBy(cluster, set));
}

const read = ({ servers, streams, single, metas }: StoppingSet) => ({
  servers: text(servers),
  streams: keys(streams),
  single: keys(single),
  metas,
});
const byName = (a: { readonly servers: string }, b: { readonly servers: string }) => (a.servers < b.servers ? -1 : 1);

function expectBruteForce(cluster: WhatIfCluster) {
  const { sets, more } = smallestStoppingSets(cluster, all);
  expect(more).toBe(false);
  const small = sets.filter(({ servers }) => servers.length <= 3).map(read);
  expect(small.toSorted(byName)).toEqual(bruteForce(cluster).toSorted(byName));
}

/** Everybody answers at first, so that the dead ones leave their streams behind. */
function settled(cluster: TestCluster, whole: TestCluster): WhatIfCluster {
  const first = fold([live(), ...whole.poll(0)]);
  const picture = advance(newPicture(emptyInventory()), first, at(500));
  return rowsOf(advance(picture, fold(cluster.poll(2_000), first), at(2_500)).model);
}

describe('the smallest sets that stop something', () => {
  test.prop([watched], thorough)(
    'are those that trying all sets of up to three finds, after whatever happened',
    ({ polls }) => {
      const replay = new Replay();
      polls.forEach((poll, index) => replay.then(index * 2_000 + 500, poll));
      expectBruteForce(rowsOf(replay.model));
    },
    240_000,
  );

  test.prop([wide], thorough)(
    'are those that trying all sets of up to three finds, in clusters of up to eight',
    (cluster) => {
      const whole = cluster.up.length === 0 ? cluster : revived(cluster);
      expectBruteForce(settled(cluster, whole));
    },
    240_000,
  );

  test.prop([wide, fc.integer({ min: 1, max: 6 })])(
    'are the first of them all, however few are asked for',
    (cluster, most) => {
      const rows = rowsOf(modelOf(cluster.poll(0), 500));
      const everything = smallestStoppingSets(rows, all).sets;
      const few = smallestStoppingSets(rows, most);
      expect(few.sets).toEqual(everything.slice(0, most));
      expect(few.more).toBe(everything.length > most);
    },
  );

  test.prop([wide])('come by size, then by how many streams they stop', (cluster) => {
    const { sets } = smallestStoppingSets(rowsOf(modelOf(cluster.poll(0), 500)), all);
    const order = sets.map(({ servers, streams }) => [servers.length, -streams.length] as const);
    expect(order).toEqual(order.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
  });
});

function revived(cluster: TestCluster): TestCluster {
  return ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8'].reduce<TestCluster>(
    (now, name) => now.changeServer(name, { up: true }),
    cluster,
  );
}

describe('a stopping set', () => {
  const five = aCluster().withServers('n1', 'n2', 'n3', 'n4', 'n5');
  const sets = (cluster: TestCluster, most = 3) => smallestStoppingSets(rowsOf(modelOf(cluster.poll(0), 100)), most);

  it('names what stops with it, single copies apart', () => {
    const cluster = five
      .withStream('A', ['n1', 'n4', 'n2'])
      .withStream('B', ['n4', 'n1', 'n3'])
      .withStream('LOCAL', ['n4'])
      .withStream('ELSEWHERE', ['n5']);
    const [first] = sets(cluster).sets;
    expect(first?.servers).toEqual(['n1', 'n4']);
    expect(first?.streams.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(first?.single.map(({ name }) => name)).toEqual(['LOCAL']);
    expect(first?.metas).toEqual([]);
  });

  it('is any three of five for the meta group alone, and there are more than are shown', () => {
    const { sets: found, more } = sets(five, 2);
    expect(found.map(({ servers, metas }) => [text(servers), metas])).toEqual([
      ['n1 n2 n3', ['']],
      ['n1 n2 n4', ['']],
    ]);
    expect(more).toBe(true);
    expect(sets(five, 10)).toMatchObject({ more: false });
  });

  it('is one server for streams with two copies, whatever else stops with more', () => {
    const cluster = five.withStream('TWO', ['n1', 'n2']).withStream('THREE', ['n1', 'n2', 'n3']);
    expect(
      sets(cluster, 9)
        .sets.slice(0, 2)
        .map(({ servers }) => text(servers)),
    ).toEqual(['n1', 'n2']);
  });

  it('does not exist where nothing is stored and nobody votes', () => {
    expect(smallestStoppingSets({ servers: [], metas: [], streams: [] }, 5)).toEqual({ sets: [], more: false });
  });

  it('of a meta group of sixty is found without trying all of its halves', () => {
    const servers = Array.from({ length: 60 }, (_, index) => `n${String(index + 10)}`);
    const { sets: found, more } = sets(aCluster().withServers(...servers), 5);
    expect(found).toHaveLength(5);
    expect(found.every(({ servers: lost }) => lost.length === 30)).toBe(true);
    expect(more).toBe(true);
  });
});
