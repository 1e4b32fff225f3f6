import { clusterName, domainName, serverId, serverName } from '../domain/ids';
import type { ServerInfo } from '../domain/replies/server';
import { field, fields, flag, named, nameOrNull, optional, rows, size, text, time } from './decode';

/** The `server` part of every `$SYS.REQ` reply, and the whole of a SHUTDOWN or LAMEDUCK event. */
export function serverInfo(value: unknown): ServerInfo {
  const info = fields(value);
  return {
    name: field(info, 'name', named(serverName)),
    id: field(info, 'id', named(serverId)),
    version: field(info, 'ver', text),
    cluster: optional(info, 'cluster', nameOrNull(clusterName), null),
    domain: optional(info, 'domain', nameOrNull(domainName), null) ?? domainName(''),
    tags: rows(info, 'tags', text),
    jetstream: optional(info, 'jetstream', flag, false),
    seq: optional(info, 'seq', size, 0),
    time: field(info, 'time', time),
  };
}
