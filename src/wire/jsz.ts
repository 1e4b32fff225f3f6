import { accountId } from '../domain/ids';
import type { AccountDetail, JszReply, JszTotals } from '../domain/replies/jsz';
import type { ServerInfo } from '../domain/replies/server';
import {
  counter,
  field,
  fields,
  flag,
  limit,
  list,
  named,
  nameOrNull,
  optional,
  rows,
  size,
  text,
  type Fields,
} from './decode';
import { systemFamily } from './family';
import { metaFacts } from './raft';
import { streamDetail } from './stream';

/** `$SYS.REQ.SERVER.*.JSZ`, with and without details. */
export const jszReply = systemFamily<JszReply>('JSZ', (data, server) => ({
  server,
  totals: totals(data),
  meta: optional(data, 'meta_cluster', metaFacts, null),
  accounts: rows(data, 'account_details', accountDetail),
}));

/** One account of one server, with who answered: an `accountPlacement`. */
export interface AccountJszReply {
  readonly server: ServerInfo;
  readonly account: AccountDetail;
}

/** `$SYS.REQ.ACCOUNT.<acc>.JSZ`: the account itself is the data. */
export const accountJszReply = systemFamily<AccountJszReply>('ACCOUNT.JSZ', (data, server) => ({
  server,
  account: accountDetail(data),
}));

/** Totals of the server; what a server with JetStream disabled leaves out is 0. */
function totals(data: Fields): JszTotals {
  const config = optional(data, 'config', fields, {});
  const api = optional(data, 'api', fields, {});
  const limits = optional(data, 'limits', fields, {});
  return {
    disabled: optional(data, 'disabled', flag, false),
    maxMemory: optional(config, 'max_memory', limit, 0),
    maxStorage: optional(config, 'max_storage', limit, 0),
    memory: optional(data, 'memory', counter, 0),
    storage: optional(data, 'storage', counter, 0),
    reservedMemory: optional(data, 'reserved_memory', limit, 0),
    reservedStorage: optional(data, 'reserved_storage', limit, 0),
    haAssets: optional(data, 'ha_assets', size, 0),
    apiTotal: optional(api, 'total', counter, 0),
    apiErrors: optional(api, 'errors', counter, 0),
    apiInflight: optional(api, 'inflight', size, null),
    streams: optional(data, 'streams', size, 0),
    consumers: optional(data, 'consumers', size, 0),
    messages: optional(data, 'messages', counter, 0),
    bytes: optional(data, 'bytes', counter, 0),
    uniqueTag: optional(config, 'unique_tag', text, '') || null,
    maxHaAssets: optional(limits, 'max_ha_assets', size, 0) || null,
  };
}

function accountDetail(value: unknown): AccountDetail {
  const account = fields(value);
  const friendly = field(account, 'name', text);
  return {
    id: optional(account, 'id', nameOrNull(accountId), null) ?? field(account, 'name', named(accountId)),
    name: friendly,
    memory: optional(account, 'memory', counter, 0),
    storage: optional(account, 'storage', counter, 0),
    reservedMemory: optional(account, 'reserved_memory', limit, 0),
    reservedStorage: optional(account, 'reserved_storage', limit, 0),
    streams: optional(account, 'stream_detail', list(streamDetail), []),
  };
}
