import { defaults } from '../asset-config/config';
import { minute } from '../asset-config/duration';
import type { ConfigOf, Edit, Fields } from '../asset-config/field';
import { byteLimit, choice, count, duration, entries, flag, name, part, text, texts } from '../asset-config/shape';
import type { BucketKind } from '../inside/buckets';
import { streamConfig, type StreamConfig } from './fields';

/*
 * Buckets as clients make them (nats.go `jetstream/kv.go` and `object.go`, which the `nats` tool uses, and nats.ws 1.30.3):
 * streams by name and layout alone, so that every client recognises them.
 */

const free: Edit = { kind: 'free' };
const essentials = { group: 'essentials', edit: free, irreversible: false } as const;
const limits = { group: 'limits', edit: free, irreversible: false } as const;
const placed = { group: 'placement', edit: free, irreversible: false } as const;
const advanced = { group: 'advanced', edit: free, irreversible: false } as const;

const placementFields = { cluster: text('cluster'), tags: texts('tags'), preferred: text('preferred', '2.11') };

const common = {
  name: { ...name('bucket'), ...essentials },
  description: { ...text('description'), ...essentials },
  storage: { ...choice('storage', { file: '2.9', memory: '2.9' }, 'file'), ...essentials },
  replicas: { ...count('replicas', '2.9', 1), ...essentials },
  ttl: { ...duration('ttl'), ...limits },
  maxBytes: { ...byteLimit('max_bytes'), ...limits },
  compression: { ...flag('compression', '2.10'), ...advanced },
} as const;
const others = {
  placement: { ...part('placement', 'placement', placementFields), ...placed },
  metadata: { ...entries('metadata', '2.10'), ...advanced },
} as const;

/** What a key-value bucket is asked for. */
export const keyValueFields = {
  ...common,
  history: { ...count('history', '2.9', 1), ...limits },
  maxValueSize: { ...byteLimit('max_value_size'), ...limits },
  markerTtl: { ...duration('limit_marker_ttl', '2.11'), ...limits },
  ...others,
} satisfies Fields;

/** What an object store is asked for. */
export const objectFields = { ...common, ...others } satisfies Fields;

export type KeyValueConfig = ConfigOf<typeof keyValueFields>;
export type ObjectConfig = ConfigOf<typeof objectFields>;

/** Revisions of a key that clients allow at most. */
export const mostHistory = 64;

export function keyValueStream(config: KeyValueConfig): StreamConfig {
  const { name: bucket, history, maxValueSize, markerTtl, ttl } = config;
  return {
    ...shared(config),
    name: `KV_${bucket}`,
    subjects: [`$KV.${bucket}.>`],
    maxMsgsPerSubject: history,
    maxMsgSize: maxValueSize,
    denyDelete: true,
    duplicateWindow: ttl > 0 && ttl < 2 * minute ? ttl : 2 * minute,
    allowMsgTtl: markerTtl > 0,
    subjectDeleteMarkerTtl: markerTtl,
  };
}

export function objectStream(config: ObjectConfig): StreamConfig {
  const { name: bucket } = config;
  return { ...shared(config), name: `OBJ_${bucket}`, subjects: [`$O.${bucket}.C.>`, `$O.${bucket}.M.>`] };
}

function shared({ description, storage, replicas, ttl, maxBytes, compression, placement, metadata }: ObjectConfig) {
  return {
    ...streamConfig({}),
    description,
    storage,
    replicas,
    maxAge: ttl,
    maxBytes,
    compression: compression ? ('s2' as const) : ('none' as const),
    placement,
    metadata,
    discard: 'new' as const,
    allowRollup: true,
    allowDirect: true,
  };
}

/** The field of a bucket that a field of its stream comes from; what has none is the name's matter. */
export function bucketPath(path: string): string {
  const [field = '', ...rest] = path.split('.');
  const own = origins[field] ?? (Object.hasOwn(keyValueFields, field) ? field : 'name');
  return own === field ? [own, ...rest].join('.') : own;
}

const origins: Readonly<Record<string, string>> = {
  maxMsgsPerSubject: 'history',
  maxMsgSize: 'maxValueSize',
  maxAge: 'ttl',
  duplicateWindow: 'ttl',
  subjectDeleteMarkerTtl: 'markerTtl',
  allowMsgTtl: 'markerTtl',
};

/** What clients refuse, beside what servers do. */
export type BucketRule = 'bucketName' | 'historyRange';

/** Names as clients take them, and revisions as many as they allow. */
export function bucketProblems(config: {
  readonly name: string;
  readonly history?: KeyValueConfig['history'];
}): readonly {
  readonly rule: BucketRule;
  readonly field: string;
}[] {
  const { name: bucket, history = 1 } = config;
  return [
    ...(/^[-\w]+$/.test(bucket) ? [] : [{ rule: 'bucketName' as const, field: 'name' }]),
    ...(history >= 1 && history <= mostHistory ? [] : [{ rule: 'historyRange' as const, field: 'history' }]),
  ];
}

/** Fields, beginning and stream of each kind. */
export const emptyBuckets = { keyValue: defaults(keyValueFields), objects: defaults(objectFields) } satisfies Record<
  BucketKind,
  unknown
>;
