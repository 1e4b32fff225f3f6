import type { ServerModel } from '../cluster/model';
import type { ServerName } from '../ids';

/** Servers that are likely to fail together. */
export interface Zone {
  /** The whole tag, for example `az:a`, or the name of a cluster. */
  readonly name: string;
  /** Sorted by name. */
  readonly servers: readonly ServerName[];
}

/** Zones of one kind, at least two: the loss of the only one is the loss of everything. */
export interface ZoneKind {
  /** The key of their tags, for example `az`; `cluster`: the clusters of a super-cluster. */
  readonly kind: string;
  readonly zones: readonly Zone[];
}

/** The tag keys by which operators tell zones apart. */
const zoneTag = /^(az|zone|rack|region|dc)[:=]/i;

export function isZoneTag(tag: string): boolean {
  return zoneTag.test(tag);
}

/** Every way in which the servers fall into zones: by tag key, then by cluster. */
export function zoneKinds(servers: readonly ServerModel[]): readonly ZoneKind[] {
  const kinds = new Map<string, Map<string, Set<ServerName>>>();
  const put = (kind: string, zone: string, server: ServerName) => {
    const zones = kinds.get(kind) ?? new Map<string, Set<ServerName>>();
    kinds.set(kind, zones.set(zone, (zones.get(zone) ?? new Set<ServerName>()).add(server)));
  };
  for (const { name, tags } of servers)
    for (const tag of tags) {
      const key = zoneTag.exec(tag)?.[1];
      if (key !== undefined) put(key.toLowerCase(), tag, name);
    }
  for (const { name, cluster } of servers) if (cluster !== null) put('cluster', cluster, name);
  return [...kinds].filter(([, zones]) => zones.size > 1).map(([kind, zones]) => ({ kind, zones: zonesIn(zones) }));
}

function zonesIn(zones: ReadonlyMap<string, ReadonlySet<ServerName>>): readonly Zone[] {
  return [...zones]
    .map(([name, servers]) => ({ name, servers: [...servers].sort() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
