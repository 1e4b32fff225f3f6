import { consumerName } from '../domain/ids';
import type { ConsumerConfig, ConsumerDetail, ConsumerPosition } from '../domain/replies/jsz';
import {
  counter,
  field,
  fields,
  flag,
  limit,
  named,
  nanoseconds,
  optional,
  otherThan,
  rows,
  size,
  text,
  textOrNull,
  timeOrNull,
} from './decode';
import { groupFacts } from './raft';

/** One row of `consumer_detail`. */
export function consumerDetail(value: unknown): ConsumerDetail {
  const consumer = fields(value);
  return {
    name: field(consumer, 'name', named(consumerName)),
    created: optional(consumer, 'created', timeOrNull, null),
    group: optional(consumer, 'cluster', groupFacts, null),
    config: optional(consumer, 'config', consumerConfig, null),
    delivered: field(consumer, 'delivered', position),
    ackFloor: field(consumer, 'ack_floor', position),
    ackPending: optional(consumer, 'num_ack_pending', counter, 0),
    redelivered: optional(consumer, 'num_redelivered', counter, 0),
    waiting: optional(consumer, 'num_waiting', counter, 0),
    pending: optional(consumer, 'num_pending', counter, 0),
    pushBound: optional(consumer, 'push_bound', flag, false),
    paused: optional(consumer, 'paused', flag, false),
  };
}

function position(value: unknown): ConsumerPosition {
  const at = fields(value);
  return {
    consumerSeq: field(at, 'consumer_seq', counter),
    streamSeq: field(at, 'stream_seq', counter),
    lastActive: optional(at, 'last_active', timeOrNull, null),
  };
}

const knownNames = new Set([
  ...['name', 'durable_name', 'description', 'deliver_subject', 'ack_policy', 'deliver_policy', 'filter_subject'],
  ...['filter_subjects', 'num_replicas', 'mem_storage', 'max_ack_pending', 'ack_wait', 'max_deliver'],
]);

/** Without `config` in the request servers leave it out. `filter_subjects` is 2.10+. */
function consumerConfig(value: unknown): ConsumerConfig {
  const config = fields(value);
  const single = optional(config, 'filter_subject', textOrNull, null);
  return {
    durable: optional(config, 'durable_name', textOrNull, null) !== null,
    description: optional(config, 'description', text, ''),
    deliverSubject: optional(config, 'deliver_subject', textOrNull, null),
    ackPolicy: optional(config, 'ack_policy', text, ''),
    deliverPolicy: optional(config, 'deliver_policy', text, ''),
    filterSubjects: single === null ? rows(config, 'filter_subjects', text) : [single],
    replicas: optional(config, 'num_replicas', size, 0),
    memory: optional(config, 'mem_storage', flag, false),
    maxAckPending: optional(config, 'max_ack_pending', limit, 'unlimited'),
    ackWait: optional(config, 'ack_wait', nanoseconds, null),
    maxDeliver: optional(config, 'max_deliver', limit, 'unlimited'),
    other: otherThan(knownNames, config),
  };
}
