import type { Exported } from '../asset-config/export';
import { hclText, type Block } from '../asset-config/hcl';
import { wholeSeconds } from '../asset-config/duration';
import { spellFields, type Names } from '../asset-config/spell';
import type { Json } from '../asset-config/write';
import { asToolsTakeIt } from './effective';
import { streamFields, type StreamConfig, type StreamField } from './fields';
import type { Source, Transform } from './source-fields';

/*
 * The resource `jetstream_stream` of Terraform's provider `nats-io/jetstream` (main of 2026-07-03). Its durations are whole
 * seconds.
 */

const names: Names<typeof streamFields> = {
  name: 'name',
  description: 'description',
  subjects: 'subjects',
  retention: 'retention',
  storage: 'storage',
  replicas: 'replicas',
  maxAge: 'max_age',
  maxBytes: 'max_bytes',
  maxMsgs: 'max_msgs',
  maxMsgsPerSubject: 'max_msgs_per_subject',
  maxMsgSize: 'max_msg_size',
  discard: 'discard',
  discardNewPerSubject: 'discard_new_per_subject',
  maxConsumers: 'max_consumers',
  denyDelete: 'deny_delete',
  denyPurge: 'deny_purge',
  sealed: null,
  allowRollup: 'allow_rollup_hdrs',
  allowMsgTtl: 'allow_msg_ttl',
  subjectDeleteMarkerTtl: 'subject_delete_marker_ttl',
  allowMsgCounter: 'allow_msg_counter',
  allowAtomicPublish: 'allow_atomic',
  allowBatchPublish: 'allow_batched',
  allowMsgSchedules: 'allow_msg_schedules',
  mirrorDirect: 'mirror_direct',
  compression: 'compression',
  firstSeq: 'first_seq',
  persistMode: 'persist_mode',
  metadata: 'metadata',
};

/** A resource that Terraform makes the stream of. */
export function terraformStream(given: StreamConfig): Exported<StreamField> {
  const config = asToolsTakeIt(given);
  const { written, missing } = spellFields(streamFields, config, names, wholeSeconds);
  const parts = partsOf(config);
  const block: Block = {
    head: ['resource', 'jetstream_stream', resourceLabel(config.name)],
    attributes: [...written, ...parts.attributes],
    blocks: parts.blocks,
  };
  return { text: hclText(block), missing: [...missing, ...parts.missing] };
}

function partsOf(config: StreamConfig) {
  const { placement, mirror, sources, subjectTransform, republish, consumerLimits, duplicateWindow } = config;
  // The provider's own choices are two minutes and on: said here, or they would be taken.
  const window = duplicateWindow !== 0 || mirror !== null || sources.length > 0 ? wholeSeconds(duplicateWindow) : 120;
  const attributes: (readonly [string, Json])[] = [['allow_direct', config.allowDirect]];
  const missing: StreamField[] = [];
  const blocks: Block[] = [];
  if (window === null) missing.push('duplicateWindow');
  else attributes.push(['duplicate_window', shorter(window, config)]);
  if (config.noAck) attributes.push(['ack', false]);
  if (consumerLimits) {
    const idle = wholeSeconds(consumerLimits.inactiveThreshold);
    if (idle === null) missing.push('consumerLimits');
    else if (idle !== 0) attributes.push(['inactive_threshold', idle]);
    if (consumerLimits.maxAckPending !== 0) attributes.push(['max_ack_pending', consumerLimits.maxAckPending]);
  }
  if (placement) {
    if (placement.cluster !== '') attributes.push(['placement_cluster', placement.cluster]);
    if (placement.tags.length > 0) attributes.push(['placement_tags', placement.tags]);
    if (placement.preferred !== '') attributes.push(['placement_preferred', placement.preferred]);
    // The provider looks at the others only where a cluster is named.
    if (placement.cluster === '') missing.push('placement');
  }
  if (republish) {
    attributes.push(['republish_source', republish.source], ['republish_destination', republish.destination]);
    if (republish.headersOnly) attributes.push(['republish_headers_only', true]);
  }
  if (subjectTransform) blocks.push(transformBlock(subjectTransform));
  if (mirror) blocks.push(sourceBlock('mirror', mirror));
  blocks.push(...sources.map((source) => sourceBlock('source', source)));
  return { attributes, blocks, missing };
}

/** Two minutes stand for "left out", and then the window is no longer than messages live. */
function shorter(window: Json, { duplicateWindow, maxAge }: StreamConfig): Json {
  const age = maxAge === 0 ? null : wholeSeconds(maxAge);
  return duplicateWindow === 0 && age !== null && typeof window === 'number' && age < window ? age : window;
}

const transformBlock = ({ source, destination }: Transform): Block => ({
  head: ['subject_transform'],
  attributes: [
    ['source', source],
    ['destination', destination],
  ],
  blocks: [],
});

function sourceBlock(kind: 'mirror' | 'source', source: Source): Block {
  const { name, optStartSeq, optStartTime, filterSubject, external, consumer, subjectTransforms } = source;
  const attributes: (readonly [string, Json])[] = [['name', name]];
  if (optStartSeq !== 0) attributes.push(['start_seq', optStartSeq]);
  if (optStartTime !== null) attributes.push(['start_time', optStartTime]);
  if (filterSubject !== '') attributes.push(['filter_subject', filterSubject]);
  const blocks: Block[] = subjectTransforms.map(transformBlock);
  if (external) blocks.push(plainBlock('external', { api: external.api, deliver: external.deliver }));
  if (consumer) blocks.push(plainBlock('consumer', { name: consumer.name, deliver_subject: consumer.deliverSubject }));
  return { head: [kind], attributes, blocks };
}

const plainBlock = (kind: string, values: Readonly<Record<string, string>>): Block => ({
  head: [kind],
  attributes: Object.entries(values).filter(([, value]) => value !== ''),
  blocks: [],
});

/** Labels of resources begin with a letter or an underscore, and hold no dot. */
export function resourceLabel(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]+/g, '_');
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
}
