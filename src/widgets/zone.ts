import type { ServerModel } from '../domain/cluster/model';
import { isZoneTag } from '../domain/what-if/zones';

/** Gives the availability tag of a server by name; empty where there is none. */
export function zoneOf(servers: readonly ServerModel[]): (server: string) => string {
  const tags = new Map<string, string>(servers.map((server) => [server.name, server.tags.find(isZoneTag) ?? '']));
  return (server) => tags.get(server) ?? '';
}
