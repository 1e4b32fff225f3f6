import { accountId } from '../domain/ids';
import type { ServerInfo } from '../domain/replies/server';
import type { ClientEvent } from '../domain/replies/servers';
import { field, fields, Mismatch, name, nameOrNull, optional, size, text, textOrNull, timeOrNull } from './decode';
import { family } from './family';
import { serverInfo } from './server';

/** `$SYS.SERVER.<id>.SHUTDOWN` and `.LAMEDUCK`: the bare server, at the beginning of its end. None after a crash. */
export const departureEvent = family<ServerInfo>('DEPARTURE', serverInfo);

/** `$SYS.ACCOUNT.<acc>.CONNECT` and `.DISCONNECT`. */
export const clientEvent = family<ClientEvent>('CLIENT', (value) => {
  const event = fields(value);
  const client = field(event, 'client', fields);
  return {
    kind: kindOf(field(event, 'type', text)),
    id: field(event, 'id', name),
    time: optional(event, 'timestamp', timeOrNull, null),
    server: field(event, 'server', serverInfo),
    account: optional(client, 'acc', nameOrNull(accountId), null),
    user: optional(client, 'user', textOrNull, null),
    cid: optional(client, 'id', size, null),
    clientName: optional(client, 'name', textOrNull, null),
    reason: optional(event, 'reason', textOrNull, null),
  };
});

function kindOf(type: string): ClientEvent['kind'] {
  if (type.endsWith('.client_connect')) return 'connect';
  if (type.endsWith('.client_disconnect')) return 'disconnect';
  throw new Mismatch('type: neither connect nor disconnect');
}
