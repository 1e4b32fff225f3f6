import { compare } from '../count';
import { deepEqual } from '../same';
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
import { limitsFor } from '../stream-config/context';
import type { ConsumerContext } from './context';
import { effectiveConsumer } from './effective';
import { consumerFields, nameOfConsumer, type ConsumerConfig, type ConsumerPath } from './fields';
import type { ConsumerFindings } from './rules';

/** Names, texts, numbers beyond the wire, and what is newer than the servers. */
export function checkIdentity(config: ConsumerConfig, context: ConsumerContext, find: ConsumerFindings): void {
  const { name, durableName } = config;
  if (durableName !== '') checkName(durableName, 'durableName', find);
  if (name !== '' && name !== durableName) checkName(name, 'name', find);
  const differ = name !== '' && durableName !== '' && name !== durableName;
  find.when(differ, 'namesDiffer', ['name', 'durableName']);
  if (context.edited === null) checkUse(config, context, find);
  else {
    const before = nameOfConsumer(context.edited);
    find.when(before !== nameOfConsumer(config), 'nameChanged', 'name', { before });
  }
  const bytes = utf8Bytes(config.description);
  find.when(bytes > maxDescriptionBytes, 'descriptionTooLong', 'description', { bytes, most: maxDescriptionBytes });
  const entries = Object.entries(config.metadata);
  const size = entries.reduce((sum, [key, value]) => sum + utf8Bytes(key) + utf8Bytes(value), 0);
  find.when(size > maxMetadataBytes, 'metadataTooLarge', 'metadata', { bytes: size, most: maxMetadataBytes });
  const reserved = entries.map(([key]) => key).filter(isServerMetadata);
  find.when(reserved.length > 0, 'metadataReserved', 'metadata', { keys: reserved });
  checkRanges(config, find);
  for (const { path, since } of tooNew(consumerFields, config, context.version))
    if (isConsumerPath(path)) find.add('notSupported', path, { since }, codeOfUnknownField(context.version));
}

function checkName(name: string, field: 'name' | 'durableName', find: ConsumerFindings): void {
  if (/[\\/]/.test(name)) find.add('nameHasPathSeparator', field);
  else if (!isAssetName(name)) find.add('nameHasSeparator', field);
  else if (!isSendable(name)) find.add('nameNotSendable', field);
  const bytes = utf8Bytes(name);
  find.when(bytes > maxNameBytes, 'nameTooLong', field, { bytes, most: maxNameBytes });
}

function checkUse(config: ConsumerConfig, context: ConsumerContext, find: ConsumerFindings): void {
  const own = nameOfConsumer(config);
  const used = context.consumers.find(({ name }) => name === own);
  if (used === undefined) return;
  const same = deepEqual(effectiveConsumer(config, context), effectiveConsumer(used.config, context));
  find.add(same ? 'sameConsumerExists' : 'nameInUse', config.durableName === '' ? 'name' : 'durableName');
}

function isConsumerPath(path: string): path is ConsumerPath {
  return Object.hasOwn(consumerFields, path.split('.')[0] ?? '');
}

const int64 = 9_223_372_036_854_775_807n;
const uint64 = 18_446_744_073_709_551_615n;

const signed = [
  'ackWait',
  'maxDeliver',
  'maxWaiting',
  'maxAckPending',
  'maxRequestBatch',
  'maxRequestExpires',
  'maxRequestMaxBytes',
  'heartbeat',
  'inactiveThreshold',
  'priorityTimeout',
] as const;

function checkRanges(config: ConsumerConfig, find: ConsumerFindings): void {
  const steps = config.backoff.map((step, index) => [`backoff.${index}`, step] as const);
  for (const [path, value] of [...signed.map((field) => [field, config[field]] as const), ...steps]) {
    if (value !== 'unlimited' && (BigInt(value) > int64 || BigInt(value) < -int64 - 1n))
      find.add('outOfRange', path, { least: -int64 - 1n, most: int64 });
  }
  for (const field of ['optStartSeq', 'rateLimit'] as const) {
    const value = BigInt(config[field]);
    find.when(value < 0n || value > uint64, 'outOfRange', field, { least: 0, most: uint64 });
  }
  for (const field of ['maxDeliver', 'maxAckPending'] as const) {
    const value = config[field];
    find.when(value !== 'unlimited' && value < -1, 'limitBelowMinusOne', field);
  }
}

/** Copies, and how many consumers there may be. */
export function checkRoom(config: ConsumerConfig, context: ConsumerContext, find: ConsumerFindings): void {
  const { stream, limits, edited, consumers } = context;
  const { replicas } = config;
  const most = stream.replicas || 1;
  find.when(replicas < 0, 'replicasNegative', 'replicas');
  if (compare(replicas, most) > 0) find.add('replicasBeyondStream', 'replicas', { most });
  else if (stream.retention !== 'limits' && replicas > 0)
    find.when(compare(replicas, most) !== 0, 'replicasUnlikeStream', 'replicas', { most, retention: stream.retention });
  if (edited !== null || consumers.some(({ name }) => name === nameOfConsumer(config))) return;
  const copiesOf = (one: ConsumerConfig) => Number(one.replicas || most);
  const own = limits === null ? null : limitsFor(limits, copiesOf(config));
  // A limit for a number of copies counts the consumers that have as many.
  const counted =
    limits?.kind === 'tiered' ? consumers.filter((one) => copiesOf(one.config) === copiesOf(config)) : consumers;
  for (const [limit, count] of [
    [stream.maxConsumers, consumers.length],
    [own?.maxConsumers ?? 'unlimited', counted.length],
  ] as const) {
    if (limit === 'unlimited' || limit <= 0 || compare(count, limit) < 0) continue;
    find.add('tooManyConsumers', consumerNameField(config), { most: limit });
    return;
  }
}

export function consumerNameField({ durableName }: ConsumerConfig): 'name' | 'durableName' {
  return durableName === '' ? 'name' : 'durableName';
}
