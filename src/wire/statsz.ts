import type { ServerLoad, StatszReply } from '../domain/replies/statsz';
import { counter, decimal, field, fields, limit, optional, size, time, type Decoder, type Fields } from './decode';
import { refusable } from './family';
import { metaFacts } from './raft';
import { serverInfo } from './server';

/** Reply to `$SYS.REQ.SERVER.*.STATSZ`, and the broadcast `$SYS.SERVER.<id>.STATSZ`: the same shape, without `data`. */
export const statszReply = refusable<StatszReply>('STATSZ', (reply) => {
  const server = field(reply, 'server', serverInfo);
  return field(reply, 'statsz', (value) => {
    const statsz = fields(value);
    const jetstream = optional(statsz, 'jetstream', fields, null);
    return {
      server,
      load: load(statsz),
      activeServers: optional(statsz, 'active_servers', size, null),
      jetstream: jetstream && optional(jetstream, 'stats', usage, null),
      meta: jetstream && optional(jetstream, 'meta', metaFacts, null),
    };
  });
});

function load(statsz: Fields): ServerLoad {
  const sent = optional(statsz, 'sent', fields, {});
  const received = optional(statsz, 'received', fields, {});
  return {
    started: field(statsz, 'start', time),
    memory: field(statsz, 'mem', counter),
    cpu: optional(statsz, 'cpu', decimal, 0),
    cores: optional(statsz, 'cores', size, 0),
    connections: optional(statsz, 'connections', size, 0),
    subscriptions: optional(statsz, 'subscriptions', size, 0),
    sentMessages: optional(sent, 'msgs', counter, 0),
    sentBytes: optional(sent, 'bytes', counter, 0),
    receivedMessages: optional(received, 'msgs', counter, 0),
    receivedBytes: optional(received, 'bytes', counter, 0),
    slowConsumers: optional(statsz, 'slow_consumers', counter, 0),
    routes: optional(statsz, 'routes', length, 0),
  };
}

const length: Decoder<number> = (value) => (Array.isArray(value) ? value.length : 0);

function usage(value: unknown): NonNullable<StatszReply['jetstream']> {
  const stats = fields(value);
  return {
    memory: optional(stats, 'memory', counter, 0),
    storage: optional(stats, 'storage', counter, 0),
    reservedMemory: optional(stats, 'reserved_memory', limit, 0),
    reservedStorage: optional(stats, 'reserved_storage', limit, 0),
    haAssets: optional(stats, 'ha_assets', size, 0),
  };
}
