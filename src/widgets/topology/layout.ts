import type { ClusterName, ServerName } from '../../domain/ids';
import type { TopologyCluster, TopologyLink, TopologyModel } from '../../domain/topology/model';
import { isOdd } from '../../domain/topology/tally';

/** Where a server stands in the drawing, px. */
export interface Place {
  readonly x: number;
  readonly y: number;
  /** Direction in which its name stands away from it, radians. */
  readonly angle: number;
}

/** A cluster: its servers on a circle. */
export interface Ring {
  readonly cluster: TopologyCluster;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Around everything in it; lines between clusters end here. */
  readonly outer: number;
  /** Few servers are circles with their names in them, many are dots with their names around. */
  readonly roomy: boolean;
  /** Every link is drawn; else only what should be looked at, since a full mesh of many is a black disc. */
  readonly whole: boolean;
}

/** A leaf node, drawn below the clusters. `name` is `null` where nobody tells it. */
export interface LeafPlace extends Place {
  readonly name: ServerName | null;
  readonly key: string;
  readonly links: readonly TopologyLink[];
}

export interface TopologyLayout {
  readonly width: number;
  readonly height: number;
  readonly rings: readonly Ring[];
  readonly servers: ReadonlyMap<ServerName, Place & { readonly ring: Ring | null }>;
  readonly leafs: readonly LeafPlace[];
  /** Leaf nodes that are not drawn, all of which are as they should be. */
  readonly moreLeafs: number;
}

/** Radius of a server's circle, px. */
export const nodeRadius = 21;
/** Names up to so many characters stand in the circle. */
export const fits = 5;
/** Servers of a ring up to which they are circles. */
const roomyMost = 8;
/** Servers of a ring up to which every route is drawn: 66 lines. */
export const wholeMost = 12;
/** Between names of neighbours around a ring, px. */
const step = 17;
/** Room for a name beside a circle or dot, px. */
const nameRoom = 108;
/** Above a ring: its name. */
const head = 30;
/** Between two rings: the line of their gateways and its words. */
const between = 150;
const leafGap = 112;
const leafRow = 74;
/** Leaf nodes drawn, at most. */
const leafMost = 24;

/** Arithmetic instead of a layout engine: clusters on a circle of their own, servers on that of their cluster. */
export function layOut(topology: TopologyModel, width: number): TopologyLayout {
  const { inRings, leafs, moreLeafs } = partsOf(topology);
  const sizes = inRings.map(sizeOf);
  const spots = spread(sizes, width);
  const rings = inRings.map((cluster, index): Ring => {
    const size = sizes[index] ?? sizeOf(cluster);
    const spot = spots.places[index] ?? { x: 0, y: 0 };
    return { cluster, ...spot, ...size };
  });
  const servers = new Map<ServerName, Place & { readonly ring: Ring | null }>();
  for (const ring of rings) {
    if (ring.cluster.kind === 'outside') continue;
    for (const [index, name] of ring.cluster.servers.entries()) servers.set(name, { ...onRing(ring, index), ring });
  }
  const row = layOutLeafs(leafs, servers, spots);
  for (const { name, x, y, angle } of row.leafs) if (name !== null) servers.set(name, { x, y, angle, ring: null });
  return { width: spots.width, height: row.height, rings, servers, leafs: row.leafs, moreLeafs };
}

interface LeafPart {
  readonly key: string;
  readonly name: ServerName | null;
  readonly links: readonly TopologyLink[];
}

/** Leaf nodes on their own stand below; everything else is a ring. */
function partsOf({ clusters, links }: TopologyModel) {
  const leafLinks = links.filter(({ kind }) => kind === 'leaf');
  const byLeaf = group(leafLinks);
  const single = new Set<ServerName>();
  const inRings: TopologyCluster[] = [];
  for (const cluster of clusters) {
    const alone = cluster.servers.filter((name) => isAlone(cluster, name, byLeaf));
    alone.forEach((name) => single.add(name));
    const rest = cluster.servers.filter((name) => !single.has(name));
    if (rest.length > 0 || (cluster.kind === 'outside' && alone.length === 0))
      inRings.push({ ...cluster, servers: rest });
  }
  const named = [...single].map((name): LeafPart => ({ key: name, name, links: byLeaf.get(name) ?? [] }));
  const nameless = leafLinks.filter(({ to }) => to === null);
  const all = [...named, ...nameless.map((link): LeafPart => ({ key: link.key, name: null, links: [link] }))];
  const odd = all.filter((part) => part.links.some(isOdd));
  const drawn = all.length <= leafMost ? all : odd.slice(0, leafMost);
  return { inRings, leafs: drawn, moreLeafs: all.length - drawn.length };
}

function group(links: readonly TopologyLink[]): ReadonlyMap<ServerName, readonly TopologyLink[]> {
  const byLeaf = new Map<ServerName, TopologyLink[]>();
  for (const link of links) {
    if (link.to === null) continue;
    const known = byLeaf.get(link.from);
    if (known) known.push(link);
    else byLeaf.set(link.from, [link]);
  }
  return byLeaf;
}

function isAlone(
  { name, kind, servers }: TopologyCluster,
  server: ServerName,
  byLeaf: ReadonlyMap<ServerName, readonly TopologyLink[]>,
): boolean {
  return byLeaf.has(server) && (name === null || (kind !== 'core' && servers.length === 1));
}

type Size = Pick<Ring, 'radius' | 'outer' | 'roomy' | 'whole'>;

function sizeOf({ kind, servers }: TopologyCluster): Size {
  const count = servers.length;
  if (kind === 'outside') return { radius: 34, outer: 40, roomy: true, whole: true };
  const roomy = count <= roomyMost;
  const whole = count <= wholeMost;
  const radius = count === 1 ? 0 : roomy ? 62 + count * 13 : Math.max(120, (count * step) / (2 * Math.PI));
  const names = roomy && servers.every((name) => name.length <= fits) ? 0 : nameRoom;
  return { radius, outer: radius + nodeRadius + 12 + names, roomy, whole };
}

interface Spots {
  readonly width: number;
  readonly height: number;
  readonly places: readonly { readonly x: number; readonly y: number }[];
}

/** One in the middle, two side by side (on a phone one below the other), more around a circle, so that no line crosses one. */
function spread(sizes: readonly Size[], width: number): Spots {
  const [first, second] = sizes;
  if (first === undefined) return { width, height: head, places: [] };
  if (second === undefined) return one(first, width);
  if (sizes.length === 2) return two(first, second, width);
  const largest = Math.max(...sizes.map(({ outer }) => outer));
  const around = (2 * largest + between * 0.6) / (2 * Math.sin(Math.PI / sizes.length));
  const whole = Math.max(width, 2 * (around + largest));
  const middle = head + largest + around;
  const angle = (index: number) => (2 * Math.PI * index) / sizes.length - Math.PI / 2;
  const places = sizes.map((_, index) => ({
    x: whole / 2 + around * Math.cos(angle(index)),
    y: middle + around * Math.sin(angle(index)),
  }));
  const lowest = Math.max(...places.map(({ y }) => y));
  return { width: whole, height: lowest + largest, places };
}

function one({ outer }: Size, width: number): Spots {
  const whole = Math.max(width, 2 * outer);
  return { width: whole, height: head + 2 * outer, places: [{ x: whole / 2, y: head + outer }] };
}

function two(a: Size, b: Size, width: number): Spots {
  const beside = 2 * (a.outer + b.outer) + 90;
  if (beside > width) {
    const whole = Math.max(width, 2 * a.outer, 2 * b.outer);
    const below = head + 2 * a.outer + between * 0.6 + b.outer;
    const places = [
      { x: whole / 2, y: head + a.outer },
      { x: whole / 2, y: below },
    ];
    return { width: whole, height: below + b.outer, places };
  }
  const gap = Math.min(between, width - beside + 90);
  const left = (width - 2 * (a.outer + b.outer) - gap) / 2;
  const high = Math.max(a.outer, b.outer);
  const places = [
    { x: left + a.outer, y: head + high },
    { x: width - left - b.outer, y: head + high },
  ];
  return { width, height: head + 2 * high, places };
}

/** From the top, clockwise; two stand side by side. */
function onRing({ x, y, radius, cluster }: Ring, index: number): Place {
  const { length } = cluster.servers;
  const turn = length === 2 ? Math.PI : Math.PI / 2;
  const angle = (2 * Math.PI * index) / length - turn;
  return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle), angle };
}

/** In rows below, each as near as can be under its hub. */
function layOutLeafs(leafs: readonly LeafPart[], servers: ReadonlyMap<ServerName, Place>, { width, height }: Spots) {
  const hubX = ({ links: [link] }: LeafPart) => (link && servers.get(link.to ?? link.from)?.x) ?? width / 2;
  const sorted = leafs.toSorted((a, b) => hubX(a) - hubX(b));
  const most = Math.max(1, Math.floor(width / leafGap));
  const rows = Math.ceil(sorted.length / most);
  const places = sorted.map((leaf, index): LeafPlace => {
    const inRow = Math.min(most, sorted.length - Math.floor(index / most) * most);
    const gap = Math.min(width / inRow, 2 * leafGap);
    const x = width / 2 + ((index % most) - (inRow - 1) / 2) * gap;
    return { ...leaf, x, y: height + 46 + Math.floor(index / most) * leafRow, angle: Math.PI / 2 };
  });
  return { leafs: places, height: height + (rows === 0 ? 12 : 46 + (rows - 1) * leafRow + 52) };
}

/** A line from the edge of one circle to that of another. */
export function lineBetween(
  a: { readonly x: number; readonly y: number },
  b: { readonly x: number; readonly y: number },
  fromEdge: number,
  toEdge: number,
) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  return {
    x1: a.x + ux * fromEdge,
    y1: a.y + uy * fromEdge,
    x2: b.x - ux * toEdge,
    y2: b.y - uy * toEdge,
  };
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
