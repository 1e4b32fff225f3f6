import type { Exported } from '../asset-config/export';
import { wholeSeconds } from '../asset-config/duration';
import { hclText } from '../asset-config/hcl';
import { spellFields, type Names } from '../asset-config/spell';
import type { Json } from '../asset-config/write';
import { resourceLabel } from '../stream-config/terraform';
import { consumerFields, isPush, nameOfConsumer, type ConsumerConfig, type ConsumerField } from './fields';

/*
 * The resource `jetstream_consumer` of Terraform's provider `nats-io/jetstream` (main of 2026-07-03): durable consumers, and
 * durations in whole seconds.
 */

const names: Names<typeof consumerFields> = {
  description: 'description',
  filterSubject: 'filter_subject',
  filterSubjects: 'filter_subjects',
  optStartSeq: 'stream_sequence',
  optStartTime: 'start_time',
  replayPolicy: 'replay_policy',
  headersOnly: 'headers_only',
  ackPolicy: 'ack_policy',
  maxDeliver: 'max_delivery',
  backoff: 'backoff',
  maxWaiting: 'max_waiting',
  maxRequestBatch: 'max_batch',
  maxRequestExpires: 'max_expires',
  maxRequestMaxBytes: 'max_bytes',
  deliverSubject: 'delivery_subject',
  deliverGroup: 'delivery_group',
  rateLimit: 'ratelimit',
  flowControl: 'flow_control',
  heartbeat: 'heartbeat',
  replicas: 'replicas',
  memoryStorage: 'memory',
  priorityPolicy: 'priority_policy',
  priorityGroups: 'priority_groups',
  priorityTimeout: 'priority_timeout',
  inactiveThreshold: 'inactive_threshold',
  metadata: 'metadata',
  pauseUntil: null,
  direct: null,
  sourcing: null,
};

const starts = {
  all: 'deliver_all',
  last: 'deliver_last',
  new: 'deliver_new',
  last_per_subject: 'deliver_last_per_subject',
} as const;

/** A resource that Terraform makes the consumer of. */
export function terraformConsumer(stream: string, config: ConsumerConfig): Exported<ConsumerField> {
  const refused = refusedBy(config);
  const { written, missing } = spellFields(consumerFields, { ...config, ...refused }, names, wholeSeconds);
  const { deliverPolicy: policy, maxAckPending, sampleFrequency } = config;
  const name = nameOfConsumer(config);
  const own: [string, Json][] = [
    ['stream_id', stream],
    ['durable_name', name],
  ];
  if (policy !== 'by_start_sequence' && policy !== 'by_start_time') own.push([starts[policy], true]);
  // The provider's own choices are 30 s and 20,000: said here, or they would be taken.
  const wait = wholeSeconds(config.ackWait);
  own.push(['ack_wait', wait ?? 30], ['max_ack_pending', maxAckPending === 'unlimited' ? -1 : maxAckPending]);
  const lost: ConsumerField[] = [...missing];
  if (refused.maxWaiting !== undefined) lost.push('maxWaiting');
  if (refused.priorityTimeout !== undefined) lost.push('priorityTimeout');
  if (wait === null) lost.push('ackWait');
  if (config.durableName === '') lost.push('durableName');
  const [, percent] = /^(\d{1,3})%?$/.exec(sampleFrequency) ?? [];
  if (percent !== undefined && Number(percent) <= 100) own.push(['sample_freq', Number(percent)]);
  else if (sampleFrequency !== '') lost.push('sampleFrequency');
  const head = ['resource', 'jetstream_consumer', resourceLabel(`${stream}_${name}`)];
  return { text: hclText({ head, attributes: [...own, ...written], blocks: [] }), missing: lost };
}

/** What the provider's own checks refuse besides others, at its default. */
function refusedBy(config: ConsumerConfig): Partial<Pick<ConsumerConfig, 'maxWaiting' | 'priorityTimeout'>> {
  return {
    ...(isPush(config) && config.maxWaiting !== 0 ? { maxWaiting: 0 } : {}),
    ...(config.priorityPolicy !== 'pinned_client' && config.priorityTimeout !== 0 ? { priorityTimeout: 0 } : {}),
  };
}
