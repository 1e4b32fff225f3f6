import type { ServerName } from '../ids';
import type { LeafFacts } from '../replies/servers';
import { linkOf, type Reading } from './links';
import type { TopologyLink } from './model';
import { endWord, freshWord, type TopologySource } from './words';

/** Fresh words of all servers on their leaf connections. */
export type LeafTable = ReadonlyMap<ServerName, readonly LeafFacts[]>;

export function leafTable(source: TopologySource): LeafTable {
  const table = new Map<ServerName, readonly LeafFacts[]>();
  for (const name of source.servers.keys()) {
    const word = freshWord(source, source.words.leafs, name);
    if (word) table.set(name, word.value);
  }
  return table;
}

/** The connections of one leaf node with one hub, as either end lists them. */
interface Joint {
  readonly leaf: ServerName;
  readonly hub: ServerName;
  readonly byLeaf: LeafFacts[];
  readonly byHub: LeafFacts[];
}

/**
 * What some end lists. Which leaf nodes there should be, no server tells, so that none is ever missing. 2.9 names neither
 * end: what it lists stays with the server that lists it.
 */
export function leafsOf(source: TopologySource, table: LeafTable): readonly TopologyLink[] {
  const joints = new Map<string, Joint>();
  const nameless: TopologyLink[] = [];
  for (const [name, leafs] of table) {
    for (const leaf of leafs) if (leaf.remote !== null) note(joints, name, leaf.remote, leaf);
    const unnamed = leafs.filter(({ remote }) => remote === null);
    if (unnamed.length > 0) nameless.push(namelessLink(source, name, unnamed));
  }
  return [...[...joints.values()].map((joint) => jointLink(source, table, joint)), ...nameless];
}

function note(joints: Map<string, Joint>, name: ServerName, remote: ServerName, entry: LeafFacts): void {
  const isLeaf = entry.spoke === true;
  const [leaf, hub] = isLeaf ? [name, remote] : [remote, name];
  const key = `${leaf}\n${hub}`;
  const joint = joints.get(key) ?? { leaf, hub, byLeaf: [], byHub: [] };
  (isLeaf ? joint.byLeaf : joint.byHub).push(entry);
  joints.set(key, joint);
}

function jointLink(source: TopologySource, table: LeafTable, { leaf, hub, byLeaf, byHub }: Joint): TopologyLink {
  const words = [
    endWord(source, leaf, table.has(leaf) ? byLeaf.length > 0 : null),
    endWord(source, hub, table.has(hub) ? byHub.length > 0 : null),
  ] as const;
  const readings = [byHub, byLeaf].filter((entries) => entries.length > 0).map(readingOf);
  return linkOf({
    kind: 'leaf',
    from: leaf,
    to: hub,
    fromCluster: clusterOf(source, leaf),
    toCluster: clusterOf(source, hub),
    words,
    readings,
  });
}

/** Neither which end it is nor whom with, is told. */
function namelessLink(source: TopologySource, name: ServerName, entries: readonly LeafFacts[]): TopologyLink {
  const words = [endWord(source, name, true), 'outside'] as const;
  const fromCluster = clusterOf(source, name);
  return linkOf({
    kind: 'leaf',
    from: name,
    to: null,
    fromCluster,
    toCluster: null,
    words,
    readings: [readingOf(entries)],
  });
}

function clusterOf({ servers }: TopologySource, name: ServerName) {
  return servers.get(name)?.cluster ?? null;
}

/** The hub's end comes first: the accounts by its names. */
function readingOf(entries: readonly LeafFacts[]): Reading {
  return {
    connections: entries.length,
    accounts: entries.map(({ account }) => account),
    rtts: entries.flatMap(({ rtt }) => (rtt === null ? [] : [rtt])),
    pendingBytes: 0,
    compression: entries.find(({ compression }) => compression !== null)?.compression ?? null,
  };
}
