import type { Exported } from '../asset-config/export';
import { inGoText, spellFields, type Names } from '../asset-config/spell';
import { yamlText } from '../asset-config/yaml';
import { resourceName } from '../stream-config/kubernetes';
import { consumerFields, nameOfConsumer, type ConsumerConfig, type ConsumerField } from './fields';

/*
 * The `Consumer` resource of NACK (jetstream.nats.io/v1beta2, deploy/crds.yml of 2026-04-29). It knows durable consumers only.
 */

const names: Names<typeof consumerFields> = {
  description: 'description',
  filterSubject: 'filterSubject',
  filterSubjects: 'filterSubjects',
  optStartSeq: 'optStartSeq',
  optStartTime: 'optStartTime',
  replayPolicy: 'replayPolicy',
  headersOnly: 'headersOnly',
  ackWait: 'ackWait',
  maxDeliver: 'maxDeliver',
  backoff: 'backoff',
  maxAckPending: 'maxAckPending',
  sampleFrequency: 'sampleFreq',
  maxWaiting: 'maxWaiting',
  maxRequestBatch: 'maxRequestBatch',
  maxRequestExpires: 'maxRequestExpires',
  maxRequestMaxBytes: 'maxRequestMaxBytes',
  deliverSubject: 'deliverSubject',
  deliverGroup: 'deliverGroup',
  rateLimit: 'rateLimitBps',
  flowControl: 'flowControl',
  heartbeat: 'heartbeatInterval',
  replicas: 'replicas',
  memoryStorage: 'memStorage',
  priorityPolicy: 'priorityPolicy',
  priorityGroups: 'priorityGroups',
  priorityTimeout: 'pinnedTtl',
  inactiveThreshold: 'inactiveThreshold',
  pauseUntil: 'pauseUntil',
  metadata: 'metadata',
  direct: null,
  sourcing: null,
};

const policies = {
  all: 'all',
  last: 'last',
  new: 'new',
  by_start_sequence: 'byStartSequence',
  by_start_time: 'byStartTime',
  last_per_subject: 'lastPerSubject',
} as const;

/** A resource that the JetStream controller makes the consumer of. */
export function kubernetesConsumer(stream: string, config: ConsumerConfig): Exported<ConsumerField> {
  const { written, missing } = spellFields(consumerFields, config, names, inGoText);
  const { ackPolicy, durableName, priorityPolicy, priorityTimeout, maxAckPending } = config;
  const name = nameOfConsumer(config);
  const spec = Object.fromEntries([
    ['streamName', stream],
    ['durableName', name],
    ['deliverPolicy', policies[config.deliverPolicy]],
    ...(ackPolicy === 'flow_control' ? [] : [['ackPolicy', ackPolicy] as const]),
    // Left out, the resource says one nanosecond.
    ...(config.ackWait === 0 ? [['ackWait', ''] as const] : []),
    // Without a time of its own the controller forgets the groups.
    ...(priorityPolicy === 'pinned_client' && priorityTimeout === 0 ? [['pinnedTtl', '2m'] as const] : []),
    ...written,
  ]);
  const lost: ConsumerField[] = [...missing];
  if (durableName === '') lost.push('durableName');
  if (ackPolicy === 'flow_control') lost.push('ackPolicy');
  // The controller's number has no sign.
  if (maxAckPending === 'unlimited') lost.push('maxAckPending');
  return {
    text: yamlText({
      apiVersion: 'jetstream.nats.io/v1beta2',
      kind: 'Consumer',
      metadata: { name: resourceName(`${stream}-${name}`) },
      spec,
    }),
    missing: lost,
  };
}
