import { accountId } from '../domain/ids';
import type { VarzReply } from '../domain/replies/servers';
import {
  counter,
  field,
  fields,
  limit,
  nameOrNull,
  optional,
  rows,
  size,
  text,
  textOrNull,
  time,
  timeOrNull,
} from './decode';
import { systemFamily } from './family';
import { metaFacts } from './raft';

/** `$SYS.REQ.SERVER.*.VARZ`. */
export const varzReply = systemFamily<VarzReply>('VARZ', (data, server) => {
  const websocket = optional(data, 'websocket', fields, {});
  const jetstream = optional(data, 'jetstream', fields, {});
  return {
    server,
    started: field(data, 'start', time),
    configLoaded: optional(data, 'config_load_time', timeOrNull, null),
    configDigest: optional(data, 'config_digest', textOrNull, null),
    maxPayload: field(data, 'max_payload', counter),
    maxPending: optional(data, 'max_pending', counter, 0),
    maxConnections: optional(data, 'max_connections', limit, 'unlimited'),
    connections: optional(data, 'connections', size, 0),
    slowConsumers: optional(data, 'slow_consumers', counter, 0),
    cores: optional(data, 'cores', size, 0),
    maxProcs: optional(data, 'gomaxprocs', size, null),
    memoryLimit: optional(data, 'gomemlimit', counter, null),
    gitCommit: optional(data, 'git_commit', textOrNull, null),
    goVersion: optional(data, 'go', textOrNull, null),
    systemAccount: optional(data, 'system_account', nameOrNull(accountId), null),
    websocketOrigins: rows(websocket, 'allowed_origins', text),
    meta: optional(jetstream, 'meta', metaFacts, null),
  };
});
