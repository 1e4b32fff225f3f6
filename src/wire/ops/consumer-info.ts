import { serverName } from '../../domain/ids';
import type { ConsumerDetail, ConsumerFacts, PriorityGroup } from '../../domain/inside/consumer';
import { readConsumerConfig } from '../../domain/consumer-config/wire';
import {
  counter,
  field,
  fields,
  flag,
  nameOrNull,
  nanoseconds,
  optional,
  rows,
  text,
  textOrNull,
  timeOrNull,
  type Fields,
} from '../decode';
import { apiFamily } from '../family';
import { exact } from '../exact';

/** `CONSUMER.INFO`: its state and its configuration. */
export const consumerInfoReply = apiFamily<ConsumerDetail>('CONSUMER.INFO', (reply) => {
  const given = field(reply, 'config', fields);
  return { facts: factsOf(reply, given), ...readConsumerConfig(exact(given)) };
});

function factsOf(reply: Fields, config: Fields): ConsumerFacts {
  const delivered = field(reply, 'delivered', fields);
  const ackFloor = field(reply, 'ack_floor', fields);
  const cluster = optional(reply, 'cluster', fields, {});
  return {
    created: optional(reply, 'created', text, ''),
    leader: optional(cluster, 'leader', nameOrNull(serverName), null),
    delivered: spot(delivered),
    ackFloor: spot(ackFloor),
    lastDelivered: optional(delivered, 'last_active', timeOrNull, null),
    lastAcknowledged: optional(ackFloor, 'last_active', timeOrNull, null),
    ackPending: optional(reply, 'num_ack_pending', counter, 0),
    redelivered: optional(reply, 'num_redelivered', counter, 0),
    waiting: optional(reply, 'num_waiting', counter, 0),
    pending: optional(reply, 'num_pending', counter, 0),
    pushBound: optional(reply, 'push_bound', flag, false),
    paused: optional(reply, 'paused', flag, false),
    pauseUntil: optional(config, 'pause_until', timeOrNull, null),
    pauseLeft: optional(reply, 'pause_remaining', nanoseconds, null),
    toldAt: optional(reply, 'ts', timeOrNull, null),
    deliverPolicy: optional(config, 'deliver_policy', text, 'all'),
    startSequence: optional(config, 'opt_start_seq', counter, 0),
    isPush: optional(config, 'deliver_subject', textOrNull, null) !== null,
    priorityPolicy: optional(config, 'priority_policy', text, 'none'),
    priorityGroups: groupsOf(reply, config),
    internal: optional(config, 'direct', flag, false) || optional(config, 'sourcing', flag, false),
  };
}

function spot(at: Fields) {
  return { consumerSeq: field(at, 'consumer_seq', counter), streamSeq: field(at, 'stream_seq', counter) };
}

/** Those of the configuration; whom each is pinned to stands beside it. */
function groupsOf(reply: Fields, config: Fields): readonly PriorityGroup[] {
  const pinned = new Map(rows(reply, 'priority_groups', pinnedGroup).map((one) => [one.name, one]));
  return rows(config, 'priority_groups', text).map(
    (group) => pinned.get(group) ?? { name: group, client: null, since: null },
  );
}

function pinnedGroup(value: unknown): PriorityGroup {
  const group = fields(value);
  const client = optional(group, 'pinned_client_id', textOrNull, null);
  return {
    name: field(group, 'group', text),
    client,
    since: client === null ? null : optional(group, 'pinned_ts', timeOrNull, null),
  };
}
