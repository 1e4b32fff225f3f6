import { describe, expect, it } from 'vitest';
import { TestTopology } from '../../testing/topology';

const names = (count: number) => Array.from({ length: count }, (_, index) => `n${String(index + 1)}`);

/** A cluster whose routes take as long as told. */
function timed(count: number, rtt: (from: string, to: string) => number) {
  const mesh = new TestTopology().mesh('C1', names(count));
  return new TestTopology(
    mesh.servers,
    mesh.links.map((link) => ({ ...link, rtt: rtt(link.from, link.to) })),
  );
}

const odd = (topology: TestTopology) =>
  topology
    .model()
    .links.filter(({ outlier }) => outlier !== null)
    .map(({ from, to }) => `${from} ${String(to)}`);

describe('an outlier', () => {
  it('is a link that takes far longer than those of its cluster, and says what is usual there', () => {
    const topology = timed(5, (from, to) => (from === 'n2' && to === 'n4' ? 40 : 0.3));
    expect(odd(topology)).toEqual(['n2 n4']);
    const link = topology.model().links.find(({ outlier }) => outlier !== null);
    expect(link).toMatchObject({ outlier: 0.3, rtt: 40, state: 'both', mark: 'warn' });
  });

  it('is none while it is only milliseconds slower, as another zone is, or a busy machine', () => {
    expect(odd(timed(5, (from) => (from === 'n2' ? 5.3 : 0.3)))).toEqual([]);
    expect(odd(timed(5, (from) => (from === 'n2' ? 5.31 : 0.3)))).toHaveLength(3);
  });

  it('is none while it takes no more than three times as long', () => {
    expect(odd(timed(5, (from) => (from === 'n2' ? 90 : 30)))).toEqual([]);
    expect(odd(timed(5, (from) => (from === 'n2' ? 91 : 30)))).toHaveLength(3);
  });

  it.each([3, 4, 5, 9])('shows a slow server among %i by all of its links', (count) => {
    const slow = odd(timed(count, (from, to) => (from === 'n2' || to === 'n2' ? 50 : 0.5)));
    expect(slow).toHaveLength(count - 1);
    expect(slow.every((ends) => ends.includes('n2'))).toBe(true);
  });

  it('is nothing in a cluster over two distant places, where most links are long', () => {
    const left = new Set(['n1', 'n2', 'n3']);
    expect(odd(timed(5, (from, to) => (left.has(from) === left.has(to) ? 0.5 : 20)))).toEqual([]);
  });

  it('is told among links with a round trip: one without says nothing', () => {
    const topology = timed(5, () => 0.3)
      .link('n1', 'n2', { rtt: null })
      .link('n2', 'n4', { rtt: 40 });
    expect(odd(topology)).toEqual(['n2 n4']);
  });

  it('is told between two clusters, not by what routes take, nor gateways to elsewhere', () => {
    const clusters = ['A', 'B', 'C'].reduce(
      (next, cluster) => next.mesh(cluster, [`${cluster}1`, `${cluster}2`, `${cluster}3`], { gateway: cluster }),
      new TestTopology(),
    );
    const far = (from: string, to: string) => (from.startsWith('C') || to.startsWith('C') ? 150 : 8);
    const joined = clusters.servers.reduce((next, { name, cluster }) => {
      const others = ['A1', 'B1', 'C1'].filter((other) => !other.startsWith(cluster));
      return others.reduce((all, to) => all.join('gateway', name, to, { rtt: far(name, to) }), next);
    }, clusters);
    expect(odd(joined)).toEqual([]);
    expect(odd(joined.link('A2', 'B1', { rtt: 60 }))).toEqual(['A2 B1']);
  });

  it('stays what it is otherwise: one-way is not made well by being slow', () => {
    const topology = timed(5, () => 0.3).link('n2', 'n4', { rtt: 40, seenBy: 'from' });
    expect(topology.model().links.find(({ outlier }) => outlier !== null)).toMatchObject({
      state: 'oneWay',
      mark: 'warn',
    });
  });
});
