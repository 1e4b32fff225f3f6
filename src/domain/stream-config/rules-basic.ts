import { compare, type Count } from '../count';
import { deepEqual } from '../same';
import { durationNs, goDuration, millisecond, second } from '../asset-config/duration';
import { isServerMetadata } from '../asset-config/read';
import { codeOfUnknownField, tooNew } from '../asset-config/release';
import {
  isAssetName,
  isSendable,
  maxDescriptionBytes,
  maxMetadataBytes,
  maxNameBytes,
  utf8Bytes,
} from '../asset-config/subjects';
import type { StreamContext } from './context';
import { effectiveStream } from './effective';
import { streamFields, type StreamConfig, type StreamPath } from './fields';
import type { StreamFindings } from './findings';

/** Name, description, metadata, and what is newer than the servers. */
export function checkIdentity(config: StreamConfig, context: StreamContext, find: StreamFindings): void {
  checkName(config.name, find);
  if (context.edited !== null) {
    const { name } = context.edited.config;
    find.when(name !== config.name, 'nameChanged', 'name', { before: name });
  } else checkUse(config, context, find);
  const bytes = utf8Bytes(config.description);
  find.when(bytes > maxDescriptionBytes, 'descriptionTooLong', 'description', { bytes, most: maxDescriptionBytes });
  const entries = Object.entries(config.metadata);
  const size = entries.reduce((sum, [key, value]) => sum + utf8Bytes(key) + utf8Bytes(value), 0);
  find.when(size > maxMetadataBytes, 'metadataTooLarge', 'metadata', { bytes: size, most: maxMetadataBytes });
  const reserved = entries.map(([key]) => key).filter(isServerMetadata);
  find.when(reserved.length > 0, 'metadataReserved', 'metadata', { keys: reserved });
  for (const { path, since } of tooNew(streamFields, config, context.version))
    if (isStreamPath(path)) find.add('notSupported', path, { since }, codeOfUnknownField(context.version));
}

function checkName(name: string, find: StreamFindings): void {
  if (name === '') {
    find.add('nameMissing', 'name');
    return;
  }
  if (/[\\/]/.test(name)) find.add('nameHasPathSeparator', 'name');
  else if (!isAssetName(name)) find.add('nameHasSeparator', 'name');
  else if (!isSendable(name)) find.add('nameNotSendable', 'name');
  const bytes = utf8Bytes(name);
  find.when(bytes > maxNameBytes, 'nameTooLong', 'name', { bytes, most: maxNameBytes });
}

/** A request for what is there already is answered as if it had been made; anything else of that name is refused. */
function checkUse(config: StreamConfig, context: StreamContext, find: StreamFindings): void {
  const used = context.streams.find(({ name }) => name === config.name);
  if (used === undefined) return;
  const finder = { version: context.version, find: finderOf(context) };
  const same = deepEqual(effectiveStream(config, finder), effectiveStream(used.config, finder));
  find.add(same ? 'sameStreamExists' : 'nameInUse', 'name');
}

export function finderOf({ streams }: Pick<StreamContext, 'streams'>) {
  return (name: string): StreamConfig | null => streams.find((stream) => stream.name === name)?.config ?? null;
}

export function isStreamPath(path: string): path is StreamPath {
  return Object.hasOwn(streamFields, path.split('.')[0] ?? '');
}

const int64 = 9_223_372_036_854_775_807n;
export const uint64 = 18_446_744_073_709_551_615n;
const int32 = 2_147_483_647n;

/** Integers that the server's JSON cannot hold. */
export function checkRange(value: Count | 'unlimited', most: bigint, field: StreamPath, find: StreamFindings): void {
  if (value === 'unlimited') return;
  const least = most === uint64 ? 0n : -most - 1n;
  find.when(BigInt(value) > most || BigInt(value) < least, 'outOfRange', field, { least, most });
}

/** Limits, ages and windows. */
export function checkLimits(config: StreamConfig, find: StreamFindings): void {
  for (const field of ['maxMsgs', 'maxBytes', 'maxMsgsPerSubject', 'maxMsgSize', 'maxConsumers'] as const) {
    const value = config[field];
    checkRange(value, field === 'maxMsgSize' ? int32 : int64, field, find);
    find.when(value !== 'unlimited' && value < -1, 'limitBelowMinusOne', field);
  }
  for (const field of ['maxAge', 'duplicateWindow', 'subjectDeleteMarkerTtl'] as const)
    checkRange(config[field], int64, field, find);
  checkRange(config.firstSeq, uint64, 'firstSeq', find);
  checkRange(config.consumerLimits?.inactiveThreshold ?? 0, int64, 'consumerLimits.inactiveThreshold', find);
  checkRange(config.consumerLimits?.maxAckPending ?? 0, int64, 'consumerLimits.maxAckPending', find);
  checkReplicas(config.replicas, find);
  checkTimes(config, find);
  if (config.discardNewPerSubject) {
    const { maxMsgsPerSubject: most, discard } = config;
    find.when(discard !== 'new', 'discardPerSubjectNeedsDiscardNew', ['discardNewPerSubject', 'discard']);
    const limited = most !== 'unlimited' && most > 0;
    find.when(!limited, 'discardPerSubjectNeedsLimit', ['discardNewPerSubject', 'maxMsgsPerSubject']);
  }
}

/** `StreamMaxReplicas`. */
export const maxReplicas = 5;

function checkReplicas(replicas: Count, find: StreamFindings): void {
  find.when(replicas < 0, 'replicasNegative', 'replicas');
  find.when(replicas > maxReplicas, 'replicasTooMany', 'replicas', { most: maxReplicas });
  find.when(replicas === 2 || replicas === 4, 'replicasEven', 'replicas', { replicas });
}

const shortest = 100 * millisecond;

function checkTimes({ maxAge, duplicateWindow: window }: StreamConfig, find: StreamFindings): void {
  const least = goDuration(shortest);
  if (maxAge < 0) find.add('maxAgeNegative', 'maxAge');
  else find.when(maxAge !== 0 && maxAge < shortest, 'maxAgeTooShort', 'maxAge', { least });
  if (window < 0) find.add('duplicateWindowNegative', 'duplicateWindow');
  else find.when(window !== 0 && window < shortest, 'duplicateWindowTooShort', 'duplicateWindow', { least });
  const beyond = maxAge > 0 && compare(window, maxAge) > 0;
  find.when(beyond, 'duplicateWindowBeyondMaxAge', ['duplicateWindow', 'maxAge'], { maxAge: goDuration(maxAge) });
}

/** What excludes what. */
export function checkFeatures(config: StreamConfig, context: StreamContext, find: StreamFindings): void {
  const { denyPurge, allowRollup, subjectDeleteMarkerTtl: marker, allowMsgSchedules } = config;
  find.when(denyPurge && allowRollup, 'rollupNeedsPurge', ['allowRollup', 'denyPurge']);
  const lifts = !allowRollup && denyPurge && (marker > 0 || allowMsgSchedules);
  find.when(lifts, 'denyPurgeLifted', ['denyPurge', marker > 0 ? 'subjectDeleteMarkerTtl' : 'allowMsgSchedules']);
  if (marker < 0) find.add('deleteMarkerNegative', 'subjectDeleteMarkerTtl');
  else if (marker > 0) {
    const least = goDuration(durationNs(1, second));
    find.when(marker < second, 'deleteMarkerTooShort', 'subjectDeleteMarkerTtl', { least });
    find.when(config.mirror !== null, 'deleteMarkerOnMirror', ['subjectDeleteMarkerTtl', 'mirror']);
  }
  if (config.allowMsgCounter) checkCounter(config, find);
  if (allowMsgSchedules) {
    find.when(config.discard === 'new', 'schedulesWithDiscardNew', ['allowMsgSchedules', 'discard']);
    find.when(config.sources.length > 0, 'schedulesWithSources', ['allowMsgSchedules', 'sources']);
  }
  if (config.persistMode === 'async') checkAsync(config, find);
  find.when(config.sealed && context.edited === null, 'sealedAtCreation', 'sealed');
  find.when(Boolean(config.placement?.preferred), 'placementPreferred', 'placement.preferred');
}

function checkCounter(config: StreamConfig, find: StreamFindings): void {
  find.when(config.discard === 'new', 'counterWithDiscardNew', ['allowMsgCounter', 'discard']);
  // Delete markers turn TTLs on, and the server checks once more what it has made of the request.
  const lives = config.allowMsgTtl ? 'allowMsgTtl' : 'subjectDeleteMarkerTtl';
  const mortal = config.allowMsgTtl || config.subjectDeleteMarkerTtl > 0;
  find.when(mortal, 'counterWithTtl', ['allowMsgCounter', lives]);
  find.when(config.allowMsgSchedules, 'counterWithSchedules', ['allowMsgCounter', 'allowMsgSchedules']);
  find.when(config.retention !== 'limits', 'counterNeedsLimits', ['allowMsgCounter', 'retention']);
}

function checkAsync(config: StreamConfig, find: StreamFindings): void {
  find.when(config.storage !== 'file', 'asyncNeedsFile', ['persistMode', 'storage']);
  find.when(config.replicas > 1, 'asyncNeedsOneReplica', ['persistMode', 'replicas']);
  find.when(config.allowAtomicPublish, 'asyncWithAtomic', ['persistMode', 'allowAtomicPublish']);
}
