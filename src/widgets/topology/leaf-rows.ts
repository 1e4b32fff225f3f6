import type { ServerName } from '../../domain/ids';
import type { TopologyCluster, TopologyLink, TopologyModel } from '../../domain/topology/model';
import { isOdd } from '../../domain/topology/tally';
import type { Place } from './place';
import { plateHalf, plateWidth } from './ring-shape';

/** A leaf node on its own, or what nobody names at the end of leaf connections. */
export interface LeafPart {
  readonly key: string;
  readonly name: ServerName | null;
  readonly links: readonly TopologyLink[];
}

/** Leaf nodes drawn, at most. */
const leafMost = 24;
const gap = 24;
/** Height of a row with its captions, px. */
const row = 74;
/** Between a box and its first row, px. */
const first = 46;

/** Leaf nodes on their own hang on the box of their hub; everything else is a box. */
export function partsOf({ clusters, links }: TopologyModel) {
  const leafLinks = links.filter(({ kind }) => kind === 'leaf');
  const byLeaf = group(leafLinks);
  const single = new Set<ServerName>();
  const boxes: TopologyCluster[] = [];
  for (const cluster of clusters) {
    const alone = cluster.servers.filter((name) => isAlone(cluster, name, byLeaf));
    alone.forEach((name) => single.add(name));
    const rest = cluster.servers.filter((name) => !single.has(name));
    if (rest.length > 0 || (cluster.kind === 'outside' && alone.length === 0))
      boxes.push({ ...cluster, servers: cluster.kind === 'outside' ? [] : rest });
  }
  const named = [...single].map((name): LeafPart => ({ key: name, name, links: byLeaf.get(name) ?? [] }));
  const nameless = leafLinks.filter(({ to }) => to === null);
  const all = [...named, ...nameless.map((link): LeafPart => ({ key: link.key, name: null, links: [link] }))];
  const odd = all.filter((part) => part.links.some(isOdd));
  const leafs = all.length <= leafMost ? all : odd.slice(0, leafMost);
  return { boxes, leafs, moreLeafs: all.length - leafs.length };
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

/** The server that a leaf node hangs on, the first of several. */
export function hubOf(leaf: LeafPart): ServerName | null {
  return hubsOf(leaf)[0] ?? null;
}

function hubsOf({ links }: LeafPart): readonly ServerName[] {
  return links.map(({ from, to }) => to ?? from);
}

export interface Rows {
  readonly perRow: number;
  readonly halfWidth: number;
  readonly height: number;
}

/** Room for the leaf nodes of one box, which may be wider than it, px. */
export function rowsOf(leafs: readonly LeafPart[], halfWidth: number, width: number): Rows {
  if (leafs.length === 0) return { perRow: 1, halfWidth, height: 0 };
  const wide = Math.max(2 * halfWidth, Math.min(width, pitchOf(leafs) * Math.min(leafs.length, 6)));
  const perRow = Math.max(1, Math.floor(wide / pitchOf(leafs)));
  return { perRow, halfWidth: wide / 2, height: first + row * Math.ceil(leafs.length / perRow) - 30 };
}

function pitchOf(leafs: readonly LeafPart[]): number {
  return Math.max(88, ...leafs.map(({ name }) => plateWidth(name ?? '?'))) + gap;
}

interface Hanging extends Rows {
  /** Middle of the box. */
  readonly x: number;
  /** Edge of the box that they hang on. */
  readonly y: number;
  /** Above the box where another one stands below. */
  readonly above: boolean;
}

/** Each as near as can be to its hub, and where no other server of the box stands in between. */
export function placeLeafs(
  leafs: readonly LeafPart[],
  { x, y, above, perRow, halfWidth }: Hanging,
  servers: ReadonlyMap<ServerName, Place>,
) {
  const pitch = pitchOf(leafs);
  const hubs = (leaf: LeafPart) => hubsOf(leaf).flatMap((name) => servers.get(name) ?? []);
  const sorted = leafs.toSorted((a, b) => (hubs(a)[0]?.x ?? x) - (hubs(b)[0]?.x ?? x));
  const rows = Array.from({ length: Math.ceil(sorted.length / perRow) }, (_, index) =>
    sorted.slice(index * perRow, (index + 1) * perRow),
  );
  return rows.flatMap((some, index) => {
    const high = y + (above ? -1 : 1) * (first + index * row);
    const wished = some.map((leaf) => clearX(hubs(leaf), high, servers, x));
    const xs = apart(wished, pitch, x - halfWidth + pitch / 2, x + halfWidth - pitch / 2);
    return some.map((leaf, at) => ({
      ...leaf,
      x: xs[at] ?? x,
      y: high,
      angle: above ? -Math.PI / 2 : Math.PI / 2,
      half: [plateWidth(leaf.name ?? '?') / 2, plateHalf] as const,
      ring: null,
    }));
  });
}

const offsets = [0, -40, 40, -80, 80, -120, 120, -160, 160];

/** Where straight lines to all hubs lead past all other servers, as near to the first hub as can be. */
function clearX(hubs: readonly Place[], y: number, servers: ReadonlyMap<ServerName, Place>, middle: number): number {
  const [first] = hubs;
  if (first === undefined) return middle;
  const isClear = (x: number) =>
    hubs.every((hub) =>
      [...servers.values()].every(
        (place) => place === hub || place.ring !== hub.ring || !isBetween(hub, { x, y }, place),
      ),
    );
  return first.x + (offsets.find((dx) => isClear(first.x + dx)) ?? 0);
}

function isBetween(from: Place, to: { readonly x: number; readonly y: number }, { x, y, half }: Place): boolean {
  return Array.from({ length: 40 }, (_, index) => index / 40).some((share) => {
    const [px, py] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
    return Math.abs(px - x) < half[0] + 6 && Math.abs(py - y) < half[1] + 6;
  });
}

/** Moves what is too close apart, to the right and then back inside. */
function apart(wished: readonly number[], pitch: number, left: number, right: number): readonly number[] {
  const xs = wished.map((x) => Math.min(Math.max(x, left), Math.max(left, right)));
  for (let at = 1; at < xs.length; at++) xs[at] = Math.max(xs[at] ?? 0, (xs[at - 1] ?? 0) + pitch);
  const over = Math.max(0, (xs.at(-1) ?? 0) - right);
  if (over > 0) {
    for (let at = xs.length - 1, most = right; at >= 0; at--, most = (xs[at + 1] ?? 0) - pitch)
      xs[at] = Math.min(xs[at] ?? 0, most);
  }
  return xs;
}
