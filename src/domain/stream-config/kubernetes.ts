import type { Exported } from '../asset-config/export';
import { inGoText, spellFields, type Names } from '../asset-config/spell';
import type { Json, JsonObject } from '../asset-config/write';
import { yamlText } from '../asset-config/yaml';
import { asToolsTakeIt } from './effective';
import { streamFields, type StreamConfig, type StreamField } from './fields';
import type { Source } from './source-fields';

/*
 * The `Stream` resource of NACK (jetstream.nats.io/v1beta2, deploy/crds.yml of 2026-04-29).
 */

const names: Names<typeof streamFields> = {
  name: 'name',
  description: 'description',
  subjects: 'subjects',
  retention: 'retention',
  storage: 'storage',
  replicas: 'replicas',
  maxAge: 'maxAge',
  maxBytes: 'maxBytes',
  maxMsgs: 'maxMsgs',
  maxMsgsPerSubject: 'maxMsgsPerSubject',
  maxMsgSize: 'maxMsgSize',
  discard: 'discard',
  discardNewPerSubject: 'discardPerSubject',
  maxConsumers: 'maxConsumers',
  denyDelete: 'denyDelete',
  denyPurge: 'denyPurge',
  sealed: 'sealed',
  duplicateWindow: 'duplicateWindow',
  noAck: 'noAck',
  allowRollup: 'allowRollup',
  allowMsgTtl: 'allowMsgTtl',
  subjectDeleteMarkerTtl: 'subjectDeleteMarkerTtl',
  allowMsgCounter: 'allowMsgCounter',
  allowAtomicPublish: 'allowAtomicPublish',
  allowBatchPublish: null,
  allowMsgSchedules: 'allowMsgSchedules',
  allowDirect: 'allowDirect',
  mirrorDirect: 'mirrorDirect',
  compression: 'compression',
  firstSeq: 'firstSequence',
  persistMode: 'persistMode',
  metadata: 'metadata',
};

/** A resource that the JetStream controller makes the stream of. */
export function kubernetesStream(given: StreamConfig): Exported<StreamField> {
  const config = asToolsTakeIt(given);
  const { written, missing } = spellFields(streamFields, config, names, inGoText);
  const parts = partsOf(config);
  const spec: JsonObject = Object.fromEntries([...written, ...parts.written]);
  return {
    text: yamlText({
      apiVersion: 'jetstream.nats.io/v1beta2',
      kind: 'Stream',
      metadata: { name: resourceName(config.name) },
      spec,
    }),
    missing: [...missing, ...parts.missing],
  };
}

function partsOf({ placement, mirror, sources, subjectTransform, republish, consumerLimits }: StreamConfig) {
  const written: (readonly [string, Json])[] = [];
  const missing: StreamField[] = [];
  if (consumerLimits) {
    const { inactiveThreshold: idle, maxAckPending } = consumerLimits;
    written.push(['consumerLimits', { ...(idle === 0 ? {} : { inactiveThreshold: inGoText(idle) }), maxAckPending }]);
  }
  if (placement) {
    written.push(['placement', { cluster: placement.cluster, tags: placement.tags }]);
    if (placement.preferred !== '') missing.push('placement');
  }
  if (mirror) written.push(['mirror', sourceSpec(mirror)]);
  if (mirror?.consumer) missing.push('mirror');
  if (sources.length > 0) written.push(['sources', sources.map(sourceSpec)]);
  if (sources.some(({ consumer }) => consumer !== null)) missing.push('sources');
  if (subjectTransform)
    written.push(['subjectTransform', { source: subjectTransform.source, dest: subjectTransform.destination }]);
  if (republish) {
    written.push(['republish', { source: republish.source, destination: republish.destination }]);
    // The type of the controller knows it, the schema of the resource does not and drops it.
    if (republish.headersOnly) missing.push('republish');
  }
  return { written, missing };
}

function sourceSpec({
  name,
  optStartSeq,
  optStartTime,
  filterSubject,
  external,
  subjectTransforms,
}: Source): JsonObject {
  const transforms = subjectTransforms.map(({ source, destination }) => ({ source, dest: destination }));
  return {
    name,
    ...(optStartSeq === 0 ? {} : { optStartSeq }),
    ...(optStartTime === null ? {} : { optStartTime }),
    ...(filterSubject === '' ? {} : { filterSubject }),
    ...(external === null ? {} : { externalApiPrefix: external.api, externalDeliverPrefix: external.deliver }),
    ...(transforms.length === 0 ? {} : { subjectTransforms: transforms }),
  };
}

/** Resources are named as hosts are: small letters, digits and dashes, at most 63. */
export function resourceName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'unnamed' : plain;
}
