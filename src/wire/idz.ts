import { serverId, serverName } from '../domain/ids';
import type { IdzReply } from '../domain/replies/servers';
import { field, named } from './decode';
import { refusable } from './family';

/** `$SYS.REQ.SERVER.PING.IDZ`, 2.10+: no envelope. */
export const idzReply = refusable<IdzReply>('IDZ', (reply) => ({
  name: field(reply, 'name', named(serverName)),
  id: field(reply, 'id', named(serverId)),
}));
