import type { ClusterName, ServerName } from '../../domain/ids';
import type { TopologyLink, TopologyModel } from '../../domain/topology/model';
import { hubOf, partsOf, placeLeafs, rowsOf, type LeafPart } from './leaf-rows';
import type { Place, Ring } from './place';
import { angleAt, dotRadius, plateHalf, plateWidth, shapeOf } from './ring-shape';
import { halfOf, spread, withOneBelow } from './spread';

/** A leaf node, drawn beside the box of its hub. `name` is `null` where nobody tells it. */
export interface LeafPlace extends Place, LeafPart {}

export interface TopologyLayout {
  readonly width: number;
  readonly height: number;
  readonly rings: readonly Ring[];
  readonly servers: ReadonlyMap<ServerName, Place>;
  readonly leafs: readonly LeafPlace[];
  /** Leaf nodes that are not drawn, all of which are as they should be. */
  readonly moreLeafs: number;
}

/**
 * Arithmetic instead of a layout engine: clusters are boxes side by side, their leaf nodes in rows that hang on them.
 * `nameless`: what is written on a box whose cluster nobody tells.
 */
export function layOut(topology: TopologyModel, width: number, nameless = ''): TopologyLayout {
  const { boxes: all, leafs, moreLeafs } = partsOf(topology);
  const boxes = all.toSorted((a, b) => Number(a.name === null) - Number(b.name === null));
  const hanging = hung(
    leafs,
    boxes.map(({ servers }) => servers),
  );
  const blocks = boxes.map((cluster, index) => {
    const shape = shapeOf(cluster, boxes.length > 1 ? halfOf(width) : width, nameless);
    return { shape, rows: rowsOf(hanging[index] ?? [], shape.halfWidth, width) };
  });
  const sizes = blocks.map(({ shape, rows }) => ({
    halfWidth: Math.max(shape.halfWidth, rows.halfWidth),
    halfHeight: shape.halfHeight + rows.height / 2,
  }));
  // No gateway joins servers whose cluster nobody tells: they are out of the way of those of the others.
  const aside = boxes.length > 2 && boxes.at(-1)?.name === null ? sizes.at(-1) : undefined;
  const spots = aside ? withOneBelow(spread(sizes.slice(0, -1), width), aside) : spread(sizes, width);
  // Of two boxes one below the other the upper one has its leaf nodes above, so that gateways lead past nobody.
  const isAbove = (index: number) => spots.stacked && index === 0;
  const rings = blocks.map(({ shape, rows }, index): Ring => {
    const spot = spots.places[index] ?? { x: 0, y: 0 };
    const y = spot.y + ((isAbove(index) ? 1 : -1) * rows.height) / 2;
    return { ...shape, x: spot.x, y, middle: { x: spot.x, y: y + shape.drop } };
  });
  const servers = new Map<ServerName, Place>();
  for (const ring of rings) {
    for (const [index, name] of ring.cluster.servers.entries()) servers.set(name, onRing(ring, index, name));
  }
  const placed = rings.flatMap((ring, index): readonly LeafPlace[] => {
    const above = isAbove(index);
    const rows = blocks[index]?.rows ?? rowsOf([], ring.halfWidth, width);
    const y = ring.y + (above ? -1 : 1) * ring.halfHeight;
    return placeLeafs(hanging[index] ?? [], { ...rows, x: ring.x, y, above }, servers);
  });
  for (const leaf of placed) if (leaf.name !== null) servers.set(leaf.name, leaf);
  return { width: spots.width, height: spots.height, rings, servers, leafs: placed, moreLeafs };
}

/** Leaf nodes by the box that they hang on; those of which no hub is drawn hang on the first. */
function hung(leafs: readonly LeafPart[], boxes: readonly (readonly ServerName[])[]): readonly (readonly LeafPart[])[] {
  const boxOf = (leaf: LeafPart) => {
    const hub = hubOf(leaf);
    return Math.max(
      0,
      boxes.findIndex((names) => hub !== null && names.includes(hub)),
    );
  };
  return boxes.map((_, index) => leafs.filter((leaf) => boxOf(leaf) === index));
}

function onRing(ring: Ring, index: number, name: ServerName): Place {
  const { middle, radius, roomy, cluster } = ring;
  const angle = angleAt(index, cluster.servers.length);
  const half = roomy ? ([plateWidth(name) / 2, plateHalf] as const) : ([dotRadius, dotRadius] as const);
  return { x: middle.x + radius * Math.cos(angle), y: middle.y + radius * Math.sin(angle), angle, half, ring };
}

interface Thing {
  readonly x: number;
  readonly y: number;
  readonly half: readonly [number, number];
}

/** A line from the edge of one plate, dot or box to that of another. */
export function lineBetween(a: Thing, b: Thing) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const edge = ({ half: [wide, high] }: Thing) => Math.min(wide / Math.abs(ux || 1e-9), high / Math.abs(uy || 1e-9));
  return { x1: a.x + ux * edge(a), y1: a.y + uy * edge(a), x2: b.x - ux * edge(b), y2: b.y - uy * edge(b) };
}

/** Clusters that gateways join, each pair once. */
export function gatewayPairs(links: readonly TopologyLink[]) {
  const pairs = new Map<
    string,
    { readonly clusters: readonly [ClusterName, ClusterName]; readonly links: TopologyLink[] }
  >();
  for (const link of links) {
    const { kind, fromCluster, toCluster } = link;
    if (kind !== 'gateway' || fromCluster === null || toCluster === null) continue;
    const clusters =
      fromCluster < toCluster ? ([fromCluster, toCluster] as const) : ([toCluster, fromCluster] as const);
    const key = clusters.join('\n');
    const pair = pairs.get(key) ?? { clusters, links: [] };
    pair.links.push(link);
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}
