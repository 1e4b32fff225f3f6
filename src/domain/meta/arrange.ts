import type { MetaGroup, MetaPeer, ServerModel } from '../cluster/model';
import type { ClusterName, ServerName } from '../ids';
import { isZoneTag } from '../what-if/zones';

/** The members of a meta group by where they stand; the leader apart. */
export interface MetaArrangement {
  readonly leader: MetaPeer | null;
  /** Sorted by name; the one of members that nobody can place comes last. */
  readonly clusters: readonly MetaCluster[];
  readonly outsiders: readonly Outsider[];
}

export interface MetaCluster {
  /** `null`: no member of it has ever told where it stands. */
  readonly name: ClusterName | null;
  readonly zones: readonly MetaZone[];
  /** All of its members that have a name, the leader among them. */
  readonly servers: readonly ServerName[];
}

export interface MetaZone {
  /** The availability tag, for example `az:a`; empty where there is none. */
  readonly tag: string;
  /** Without the leader. */
  readonly peers: readonly MetaPeer[];
  readonly hasLeader: boolean;
  /** All of its members that have a name, the leader among them. */
  readonly servers: readonly ServerName[];
}

/** A server that runs JetStream and has no vote in this group. */
export interface Outsider {
  readonly server: ServerModel;
  /** `alone`: in a domain of its own, without a meta group. `notMember`: of this domain, but the leader does not list it. */
  readonly why: 'alone' | 'notMember';
}

const natural = new Intl.Collator('en', { numeric: true });

/** Identity of a member, also where only its vote is known. */
export function peerKey({ server, peer }: MetaPeer): string {
  return server ?? `peer ${peer ?? '?'}`;
}

/** `metas`: all groups, so that servers of other groups are not taken for outsiders. */
export function arrange(
  meta: MetaGroup,
  metas: readonly MetaGroup[],
  servers: readonly ServerModel[],
): MetaArrangement {
  const rows = new Map(servers.map((server) => [server.name, server]));
  const placed = meta.peers.map((peer) => {
    const row = peer.server === null ? undefined : rows.get(peer.server);
    return { peer, cluster: row?.cluster ?? null, tag: row?.tags.find(isZoneTag) ?? '' };
  });
  const clusters = grouped(placed, ({ cluster }) => cluster).map(([name, members]) => ({
    name,
    zones: grouped(members, ({ tag }) => tag).map(([tag, own]) =>
      zoneOf(
        tag,
        own.map(({ peer }) => peer),
      ),
    ),
    servers: namesOf(members.map(({ peer }) => peer)),
  }));
  return {
    leader: meta.peers.find(({ role }) => role === 'leader') ?? null,
    clusters: clusters.toSorted((a, b) => byName(a.name, b.name)),
    outsiders: outsidersOf(meta, metas, servers),
  };
}

function zoneOf(tag: string, peers: readonly MetaPeer[]): MetaZone {
  return {
    tag,
    peers: peers
      .filter(({ role }) => role !== 'leader')
      .toSorted((a, b) => byName(a.server, b.server) || natural.compare(peerKey(a), peerKey(b))),
    hasLeader: peers.some(({ role }) => role === 'leader'),
    servers: namesOf(peers),
  };
}

function outsidersOf(
  meta: MetaGroup,
  metas: readonly MetaGroup[],
  servers: readonly ServerModel[],
): readonly Outsider[] {
  const grouped = new Set(metas.map(({ domain }) => domain));
  const isFirst = metas[0]?.domain === meta.domain;
  return servers
    .flatMap((server): readonly Outsider[] => {
      if (server.jetstream !== true) return [];
      if (server.domain === meta.domain) return server.metaRole === 'notMember' ? [{ server, why: 'notMember' }] : [];
      return isFirst && !grouped.has(server.domain) ? [{ server, why: 'alone' }] : [];
    })
    .toSorted((a, b) => natural.compare(a.server.name, b.server.name));
}

/** Members of a zone that answer, the leader among them. */
export function answeringIn({ peers, hasLeader }: MetaZone): { readonly have: number; readonly of: number } {
  const leader = hasLeader ? 1 : 0;
  const have = peers.filter(({ presence }) => presence.kind === 'answering').length;
  return { have: have + leader, of: peers.length + leader };
}

/** In the order of the keys; what has none comes last. */
function grouped<T, Key extends string | null>(
  items: readonly T[],
  keyOf: (item: T) => Key,
): readonly (readonly [Key, readonly T[]])[] {
  const groups = new Map<Key, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups].toSorted(([a], [b]) => byName(a, b));
}

function byName(a: string | null, b: string | null): number {
  const isNone = (name: string | null) => (name === null || name === '' ? 1 : 0);
  return isNone(a) - isNone(b) || natural.compare(a ?? '', b ?? '');
}

function namesOf(peers: readonly MetaPeer[]): readonly ServerName[] {
  return peers.flatMap(({ server }) => server ?? []).toSorted((a, b) => natural.compare(a, b));
}
