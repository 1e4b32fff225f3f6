import { describe, expect, test } from 'vitest';
import { clusterName, serverName } from '../../domain/ids';
import type { TopologyModel } from '../../domain/topology/model';
import { TestTopology } from '../../testing/topology';
import { gatewayPairs, layOut, lineBetween, type TopologyLayout } from './layout';
import type { Place } from './place';

const named = (count: number, prefix = 'n') =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1)}`);
const mesh = (count: number, prefix = 'n') => new TestTopology().mesh(`C-${prefix}`, named(count, prefix));
const long = 'nats-production-eu-west-';

/** With one more server, whose cluster nobody tells. */
function withNameless(topology: TestTopology): TopologyModel {
  const { clusters, servers, links } = topology.model();
  const name = serverName('n9');
  return {
    links,
    clusters: [{ name: null, kind: 'core', servers: [name] }, ...clusters],
    servers: [...servers, { name, cluster: null, presence: { kind: 'neverHeard' }, mark: 'unknown', asOf: null }],
  };
}

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly half: readonly [number, number];
}

const boxesOf = ({ rings }: TopologyLayout): readonly Rect[] =>
  rings.map(({ x, y, halfWidth, halfHeight }) => ({ x, y, half: [halfWidth, halfHeight] }));

function overlaps(a: Rect, b: Rect): boolean {
  return Math.abs(a.x - b.x) < a.half[0] + b.half[0] && Math.abs(a.y - b.y) < a.half[1] + b.half[1];
}

function isInside({ x, y, half }: Rect, outer: Rect): boolean {
  return Math.abs(x - outer.x) + half[0] <= outer.half[0] && Math.abs(y - outer.y) + half[1] <= outer.half[1];
}

function expectApart(rects: readonly Rect[]) {
  for (const [index, rect] of rects.entries()) {
    for (const other of rects.slice(index + 1)) expect(overlaps(rect, other)).toBe(false);
  }
}

const whole = ({ width, height }: TopologyLayout): Rect => ({
  x: width / 2,
  y: height / 2,
  half: [width / 2, height / 2],
});
const places = ({ servers }: TopologyLayout): readonly Place[] => [...servers.values()];

function expectOrder(layout: TopologyLayout, model: TopologyModel) {
  expect(layout.servers.size + layout.moreLeafs).toBe(model.servers.length);
  expectApart(places(layout));
  expectApart(boxesOf(layout));
  for (const rect of [...boxesOf(layout), ...places(layout), ...layout.leafs]) {
    expect(isInside(rect, whole(layout))).toBe(true);
  }
  for (const [index, ring] of layout.rings.entries()) {
    for (const place of places(layout).filter((one) => one.ring === ring)) {
      expect(isInside(place, boxesOf(layout)[index]!)).toBe(true);
    }
  }
}

describe.each([340, 820, 1600])('in a panel of %i px', (width) => {
  test.each([1, 2, 3, 4, 5, 8, 9, 13, 60, 100])('%i servers stand apart, in the box of their cluster', (count) => {
    const model = mesh(count).model();
    expectOrder(layOut(model, width), model);
  });

  test.each([3, 5, 8, 20])('so do %i servers with long names', (count) => {
    const model = mesh(count, long).model();
    expectOrder(layOut(model, width), model);
  });

  test.each([2, 3, 4, 6])('%i clusters do not overlap, whatever their sizes', (count) => {
    const sizes = [3, 5, 1, 7, 3, 9];
    const model = named(count, 'c')
      .reduce((next, cluster, index) => next.mesh(cluster, named(sizes[index] ?? 3, `${cluster}-`)), new TestTopology())
      .model();
    expectOrder(layOut(model, width), model);
  });

  test.each([1, 3, 9, 20])('%i leaf nodes hang outside of the box, apart', (count) => {
    const model = named(count, 'leaf')
      .reduce(
        (next, leaf, index) =>
          next.with(leaf, [leaf]).join('leaf', leaf, `n${String((index % 3) + 1)}`, { accounts: ['APP'], pool: 1 }),
        mesh(3),
      )
      .model();
    const layout = layOut(model, width);
    expectOrder(layout, model);
    expect(layout.leafs).toHaveLength(count);
    for (const leaf of layout.leafs) expect(overlaps(leaf, boxesOf(layout)[0]!)).toBe(false);
  });
});

describe('the drawing', () => {
  test('stays as it is when links go and come', () => {
    const cut = mesh(5).link('n1', 'n3', { seenBy: 'nobody' });
    expect(layOut(cut.model(), 820)).toEqual(layOut(mesh(5).model(), 820));
  });

  test('has two clusters side by side, their tops level, on a phone one below the other', () => {
    const model = mesh(3, 'a')
      .mesh('C-b', named(3, 'b'))
      .with('edge', ['edge'])
      .join('leaf', 'edge', 'a1', { accounts: ['APP'], pool: 1 })
      .model();
    const [a, b] = layOut(model, 820).rings;
    expect(a?.y).toBeCloseTo(b?.y ?? 0);
    const [upper, lower] = layOut(model, 340).rings;
    expect(upper?.x).toBe(lower?.x);
  });

  test('has the leaf nodes of the upper cluster above it, so that gateways lead past nobody', () => {
    const hung = mesh(3, 'a').mesh('C-b', named(3, 'b')).with('edge', ['edge']);
    const model = hung.join('leaf', 'edge', 'a1', { accounts: ['APP'], pool: 1 }).model();
    const place = (width: number) => layOut(model, width).servers.get(serverName('edge'))?.y ?? 0;
    expect(place(340)).toBeLessThan(layOut(model, 340).rings[0]?.y ?? 0);
    expect(place(820)).toBeGreaterThan(layOut(model, 820).rings[0]?.y ?? 0);
  });

  test('leads no line of a leaf node through another server of the hub', () => {
    for (const hub of named(5)) {
      const model = mesh(5)
        .with('edge', ['edge'])
        .join('leaf', 'edge', hub, { accounts: ['APP'], pool: 1 })
        .model();
      const { servers } = layOut(model, 820);
      const [from, to] = [servers.get(serverName('edge'))!, servers.get(serverName(hub))!];
      const points = Array.from({ length: 200 }, (_, index) => ({
        x: from.x + ((to.x - from.x) * index) / 200,
        y: from.y + ((to.y - from.y) * index) / 200,
        half: [0, 0] as const,
      }));
      const others = [...servers.values()].filter((place) => place !== from && place !== to);
      expect(others.some((place) => points.some((point) => overlaps(point, place)))).toBe(false);
    }
  });

  test('shows of many leaf nodes those that are odd, and counts the rest', () => {
    const topology = named(30, 'leaf').reduce(
      (next, leaf) => next.with(leaf, [leaf]).join('leaf', leaf, 'n1', { accounts: ['APP'], pool: 1 }),
      mesh(3),
    );
    const layout = layOut(topology.link('leaf7', 'n1', { seenBy: 'from' }).model(), 820);
    expect(layout.leafs.map(({ name }) => name)).toEqual(['leaf7']);
    expect(layout.moreLeafs).toBe(29);
  });

  test('has a place for a leaf node that nobody names', () => {
    const old = mesh(1)
      .server('n1', { names: false })
      .join('leaf', 'edge', 'n1', { seenBy: 'to', accounts: ['APP'] });
    const layout = layOut(old.model(), 820);
    expect(layout.leafs.map(({ name }) => name)).toEqual([null]);
    expect(layout.servers.size).toBe(1);
  });

  test.each([
    ['one ring', mesh(60)],
    ['two rings', mesh(30, 'a').mesh('C-b', named(30, 'b'))],
  ])('shows sixty servers in %s whole on a screen of 900 px', (_, topology) => {
    expect(layOut(topology.model(), 830).height).toBeLessThanOrEqual(530);
  });

  test('has two clusters side by side also where nobody tells the cluster of a third server', () => {
    const model = withNameless(mesh(3, 'a').mesh('C-b', named(3, 'b')));
    const layout = layOut(model, 820);
    expectOrder(layout, model);
    const [a, b, third] = layout.rings;
    expect(a?.y).toBeCloseTo(b?.y ?? 0);
    expect(third?.cluster.name).toBeNull();
    expect(third?.y).toBeGreaterThan(a?.y ?? 0);
  });

  test('has room for what is written on the box of servers whose cluster nobody tells', () => {
    const words = 'Cluster not known';
    const model = withNameless(mesh(3));
    const ring = layOut(model, 820, words).rings.find(({ cluster }) => cluster.name === null);
    expect(2 * (ring?.halfWidth ?? 0)).toBeGreaterThanOrEqual(words.length * 7 + 24);
  });

  test('draws every route of twelve servers, and of thirteen only what is odd', () => {
    const isWhole = (count: number) => layOut(mesh(count).model(), 820).rings[0]?.whole;
    expect([isWhole(12), isWhole(13)]).toEqual([true, false]);
  });

  test('has an empty box for a cluster of which only gateways speak', () => {
    const model = new TestTopology()
      .mesh('EAST', ['e1'], { gateway: 'EAST' })
      .join('gateway', 'e1', 'WEST', { seenBy: 'from', pool: 1, accounts: [] })
      .model();
    const rings = layOut(model, 820).rings.map(({ cluster }) => [cluster.name, cluster.kind, cluster.servers.length]);
    expect(rings).toContainEqual(['WEST', 'outside', 0]);
  });

  test('of nothing is empty', () => {
    expect(layOut(new TestTopology().model(), 820)).toMatchObject({ rings: [], leafs: [], moreLeafs: 0 });
  });
});

test.each([
  [100, 0, { x1: 20, y1: 0, x2: 95, y2: 0 }],
  [0, 100, { x1: 0, y1: 10, x2: 0, y2: 95 }],
  [-100, -100, { x1: -10, y1: -10, x2: -95, y2: -95 }],
])('a line to %i, %i ends at the edges', (x, y, ends) => {
  const line = lineBetween({ x: 0, y: 0, half: [20, 10] }, { x, y, half: [5, 5] });
  for (const [key, value] of Object.entries(ends)) expect(line[key as keyof typeof line]).toBeCloseTo(value);
});

test('gateways of two clusters are one pair, whoever dialled', () => {
  const { links } = new TestTopology()
    .mesh('EAST', ['e1'], { gateway: 'EAST' })
    .mesh('WEST', ['w1'], { gateway: 'WEST' })
    .join('gateway', 'e1', 'w1', { pool: 1, accounts: [] })
    .join('gateway', 'w1', 'e1', { pool: 1, accounts: [] })
    .model();
  expect(gatewayPairs(links).map(({ clusters, links: joined }) => [clusters, joined.length])).toEqual([
    [[clusterName('EAST'), clusterName('WEST')], 2],
  ]);
});
