import { accountId, serverId, serverName } from '../domain/ids';
import type { RouteFacts, RoutezReply } from '../domain/replies/servers';
import { counter, durationText, field, fields, named, nameOrNull, optional, rows, textOrNull } from './decode';
import { systemFamily } from './family';

/** `$SYS.REQ.SERVER.*.ROUTEZ`. */
export const routezReply = systemFamily<RoutezReply>('ROUTEZ', (data, server) => ({
  server,
  routes: rows(data, 'routes', routeFacts),
}));

function routeFacts(value: unknown): RouteFacts {
  const route = fields(value);
  return {
    remoteId: field(route, 'remote_id', named(serverId)),
    // 2.9 sends no name.
    remote: optional(route, 'remote_name', nameOrNull(serverName), null),
    rtt: optional(route, 'rtt', durationText, null),
    pendingBytes: optional(route, 'pending_size', counter, 0),
    inMessages: optional(route, 'in_msgs', counter, 0),
    outMessages: optional(route, 'out_msgs', counter, 0),
    account: optional(route, 'account', nameOrNull(accountId), null),
    compression: optional(route, 'compression', textOrNull, null),
  };
}
