import { accountId, serverName } from '../domain/ids';
import type { LeafFacts, LeafzReply } from '../domain/replies/servers';
import {
  counter,
  durationText,
  field,
  fields,
  flag,
  named,
  nameOrNull,
  optional,
  rows,
  size,
  textOrNull,
} from './decode';
import { systemFamily } from './family';

/** `$SYS.REQ.SERVER.*.LEAFZ`. `leafs` is `null` where there are none, up to 2.9. */
export const leafzReply = systemFamily<LeafzReply>('LEAFZ', (data, server) => ({
  server,
  leafs: rows(data, 'leafs', leafFacts),
}));

function leafFacts(value: unknown): LeafFacts {
  const leaf = fields(value);
  return {
    remote: optional(leaf, 'name', nameOrNull(serverName), null),
    account: field(leaf, 'account', named(accountId)),
    spoke: optional(leaf, 'is_spoke', flag, null),
    rtt: optional(leaf, 'rtt', durationText, null),
    inMessages: optional(leaf, 'in_msgs', counter, 0),
    outMessages: optional(leaf, 'out_msgs', counter, 0),
    subscriptions: optional(leaf, 'subscriptions', size, 0),
    compression: optional(leaf, 'compression', textOrNull, null),
  };
}
