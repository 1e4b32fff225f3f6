import type { ServerModel } from '../domain/cluster/model';

/** The tags by which operators tell zones apart. */
const zoneTag = /^(az|zone|rack|region|dc)[:=]/i;

/** Gives the availability tag of a server by name; empty where there is none. */
export function zoneOf(servers: readonly ServerModel[]): (server: string) => string {
  const tags = new Map<string, string>(
    servers.map((server) => [server.name, server.tags.find((tag) => zoneTag.test(tag)) ?? '']),
  );
  return (server) => tags.get(server) ?? '';
}
