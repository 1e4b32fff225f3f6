import type { PartName } from '../../../domain/asset-config/field';

/** Fields of the parts of a stream's configuration; a test holds them against the catalogue. */
export const partFields = [
  'placement.cluster',
  'placement.tags',
  'placement.preferred',
  'source.name',
  'source.optStartSeq',
  'source.optStartTime',
  'source.filterSubject',
  'source.subjectTransforms',
  'source.external',
  'source.consumer',
  'external.api',
  'external.deliver',
  'sourceConsumer.name',
  'sourceConsumer.deliverSubject',
  'transform.source',
  'transform.destination',
  'republish.source',
  'republish.destination',
  'republish.headersOnly',
  'consumerLimits.inactiveThreshold',
  'consumerLimits.maxAckPending',
] as const;

export function partField(part: PartName, field: string): (typeof partFields)[number] | undefined {
  return partFields.find((known) => known === `${part}.${field}`);
}
