import type { Limit } from '../../domain/count';
import { readConsumerConfig } from '../../domain/consumer-config/wire';
import { consumerName, streamName } from '../../domain/ids';
import type { StreamConsumers } from '../../domain/inside/account';
import type { AccountLimits, ExistingStream, Limits } from '../../domain/stream-config/context';
import { readStreamConfig } from '../../domain/stream-config/wire';
import { entries, field, fields, flag, limit, named, optional, rows, size, type Fields } from '../decode';
import { exact } from '../exact';
import { apiFamily } from '../family';

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly total: number;
  readonly offset: number;
  /** Named by the servers, and their leader did not tell of them in time. */
  readonly missing: number;
}

const page = <Item>(reply: Fields, items: readonly Item[], told: number): Page<Item> => ({
  items,
  total: optional(reply, 'total', size, items.length),
  offset: optional(reply, 'offset', size, 0),
  missing: told,
});

/** `STREAM.LIST`, 256 a page. `streams` is `null` where there are none. */
export const streamListPage = apiFamily<Page<ExistingStream>>('STREAM.LIST', (reply) => {
  const items = rows(reply, 'streams', (row) => {
    const config = field(fields(row), 'config', wholeConfig);
    return { name: field(config, 'name', named(streamName)), config: readStreamConfig(config).config };
  });
  return page(reply, items, rows(reply, 'missing', named(streamName)).length + offline(reply));
});

/** `CONSUMER.LIST`, 256 a page. */
export const consumerListPage = apiFamily<Page<StreamConsumers['consumers'][number]>>('CONSUMER.LIST', (reply) => {
  const items = rows(reply, 'consumers', (row) => {
    const consumer = fields(row);
    const config = optional(consumer, 'config', wholeConfig, {});
    return { name: field(consumer, 'name', named(consumerName)), config: readConsumerConfig(config).config };
  });
  return page(reply, items, rows(reply, 'missing', named(consumerName)).length + offline(reply));
});

/** Assets that need a newer server than leads them (2.12+): by name, with the reason. */
const offline = (reply: Fields): number =>
  optional(
    reply,
    'offline',
    entries(() => null),
    [],
  ).length;

/** `$JS.API.INFO`: one set of limits, or one for each number of replicas (`tiers`: `R1`, `R3`). */
export const accountLimitsReply = apiFamily<Limits>('INFO', (reply) => {
  const tiers = optional(reply, 'tiers', entries(tierOf), []);
  if (tiers.length === 0) return { kind: 'flat', limits: field(reply, 'limits', limitsOf) };
  return { kind: 'tiered', tiers: new Map(tiers.flatMap((tier) => (tier === null ? [] : [tier]))) };
});

/** Integers exact, as it came. */
const wholeConfig = (value: unknown): Fields => fields(exact(fields(value)));

function tierOf(name: string, value: unknown): readonly [number, AccountLimits] | null {
  const [, replicas] = /^R(\d{1,2})$/.exec(name) ?? [];
  return replicas === undefined ? null : [Number(replicas), field(fields(value), 'limits', limitsOf)];
}

function limitsOf(value: unknown): AccountLimits {
  const told = fields(value);
  const most = (name: string): Limit => optional(told, name, limit, 'unlimited');
  return {
    maxMemory: most('max_memory'),
    maxStorage: most('max_storage'),
    maxStreams: most('max_streams'),
    maxConsumers: most('max_consumers'),
    maxAckPending: most('max_ack_pending'),
    memoryMaxStreamBytes: most('memory_max_stream_bytes'),
    storageMaxStreamBytes: most('storage_max_stream_bytes'),
    maxBytesRequired: optional(told, 'max_bytes_required', flag, false),
  };
}
