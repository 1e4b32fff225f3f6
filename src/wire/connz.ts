import { accountId } from '../domain/ids';
import type { ConnectionFacts, ConnzReply } from '../domain/replies/servers';
import {
  counter,
  durationText,
  field,
  fields,
  nameOrNull,
  optional,
  rows,
  size,
  textOrNull,
  time,
  timeOrNull,
} from './decode';
import { systemFamily } from './family';

/** `$SYS.REQ.SERVER.*.CONNZ`, one page. */
export const connzReply = systemFamily<ConnzReply>('CONNZ', (data, server) => ({
  server,
  total: field(data, 'total', size),
  offset: optional(data, 'offset', size, 0),
  limit: optional(data, 'limit', size, 0),
  connections: rows(data, 'connections', connectionFacts),
}));

function connectionFacts(value: unknown): ConnectionFacts {
  const connection = fields(value);
  return {
    cid: field(connection, 'cid', size),
    name: optional(connection, 'name', textOrNull, null),
    kind: optional(connection, 'kind', textOrNull, null),
    type: optional(connection, 'type', textOrNull, null),
    language: optional(connection, 'lang', textOrNull, null),
    version: optional(connection, 'version', textOrNull, null),
    account: optional(connection, 'account', nameOrNull(accountId), null),
    user: optional(connection, 'authorized_user', textOrNull, null),
    started: field(connection, 'start', time),
    lastActive: optional(connection, 'last_activity', timeOrNull, null),
    stopped: optional(connection, 'stop', timeOrNull, null),
    reason: optional(connection, 'reason', textOrNull, null),
    rtt: optional(connection, 'rtt', durationText, null),
    pendingBytes: optional(connection, 'pending_bytes', counter, 0),
    inMessages: optional(connection, 'in_msgs', counter, 0),
    outMessages: optional(connection, 'out_msgs', counter, 0),
    inBytes: optional(connection, 'in_bytes', counter, 0),
    outBytes: optional(connection, 'out_bytes', counter, 0),
    subscriptions: optional(connection, 'subscriptions', size, 0),
  };
}
