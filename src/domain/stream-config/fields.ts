import { minute } from '../asset-config/duration';
import { defaults } from '../asset-config/config';
import type { ConfigOf, Edit, EditLimit, Fields, PathIn, Since } from '../asset-config/field';
import {
  byteLimit,
  choice,
  count,
  duration,
  entries,
  flag,
  limit,
  name,
  part,
  parts,
  subject,
  subjects,
  text,
  texts,
} from '../asset-config/shape';
import { sourceFields, transformFields } from './source-fields';

/*
 * Every field of nats-server's `StreamConfig` up to 2.15, in the order of a form. Defaults, releases and what may be
 * changed are those of `checkStreamCfg` and `configUpdateCheck`; each was created, read back and edited on 2.10.27 and 2.15.1.
 */

const free: Edit = { kind: 'free' };
const fixed = (why: EditLimit): Edit => ({ kind: 'fixed', why });
const limited = (why: EditLimit, since?: Since): Edit =>
  since === undefined ? { kind: 'limited', why } : { kind: 'limited', why, since };

const placementFields = { cluster: text('cluster'), tags: texts('tags'), preferred: text('preferred', '2.11') };
const republishFields = { source: subject('src'), destination: subject('dest'), headersOnly: flag('headers_only') };
const consumerLimitFields = {
  inactiveThreshold: duration('inactive_threshold'),
  maxAckPending: count('max_ack_pending'),
};

const essentials = { group: 'essentials', edit: free, irreversible: false } as const;
const limits = { group: 'limits', edit: free, irreversible: false } as const;
const placed = { group: 'placement', edit: free, irreversible: false } as const;
const sourcing = { group: 'sourcing', irreversible: false } as const;
const mapped = { group: 'subjects', edit: free, irreversible: false } as const;
const protection = { group: 'protection', edit: limited('onlyOn'), irreversible: true } as const;
const publishing = { group: 'publishing', edit: free, irreversible: false } as const;
const advanced = { group: 'advanced', edit: free, irreversible: false } as const;

export const streamFields = {
  name: { ...name('name'), ...essentials, edit: fixed('identity'), always: true },
  description: { ...text('description'), ...essentials },
  subjects: { ...subjects('subjects'), ...essentials },
  retention: {
    ...choice('retention', { limits: '2.9', interest: '2.9', workqueue: '2.9' }, 'limits'),
    ...essentials,
    edit: limited('notWorkQueue', '2.10'),
    always: true,
  },
  storage: {
    ...choice('storage', { file: '2.9', memory: '2.9' }, 'file'),
    ...essentials,
    edit: fixed('stored'),
    always: true,
  },
  replicas: { ...count('num_replicas', '2.9', 1), ...essentials, always: true },

  maxAge: { ...duration('max_age'), ...limits },
  maxBytes: { ...byteLimit('max_bytes'), ...limits },
  maxMsgs: { ...limit('max_msgs'), ...limits },
  maxMsgsPerSubject: { ...limit('max_msgs_per_subject'), ...limits },
  maxMsgSize: { ...byteLimit('max_msg_size'), ...limits },
  discard: { ...choice('discard', { old: '2.9', new: '2.9' }, 'old'), ...limits, always: true },
  discardNewPerSubject: { ...flag('discard_new_per_subject'), ...limits },
  maxConsumers: { ...limit('max_consumers'), ...limits, edit: limited('sinceRelease', '2.14') },
  consumerLimits: { ...part('consumer_limits', 'consumerLimits', consumerLimitFields, '2.10'), ...limits },

  placement: { ...part('placement', 'placement', placementFields), ...placed },

  mirror: { ...part('mirror', 'source', sourceFields), ...sourcing, edit: limited('onlyRemoved', '2.12') },
  sources: { ...parts('sources', 'source', sourceFields), ...sourcing, edit: free },

  subjectTransform: { ...part('subject_transform', 'transform', transformFields, '2.10'), ...mapped },
  republish: {
    ...part('republish', 'republish', republishFields),
    ...mapped,
    edit: limited('sinceRelease', '2.10'),
  },

  denyDelete: { ...flag('deny_delete'), ...protection },
  denyPurge: { ...flag('deny_purge'), ...protection },
  sealed: { ...flag('sealed'), ...protection },

  /** Left out: the shorter of two minutes and `maxAge`; nothing for mirrors, nor for sources from 2.14 on. */
  duplicateWindow: { ...duration('duplicate_window'), ...publishing, serverDefault: 2 * minute },
  noAck: { ...flag('no_ack'), ...publishing },
  allowRollup: { ...flag('allow_rollup_hdrs'), ...publishing },
  allowMsgTtl: {
    ...flag('allow_msg_ttl', '2.11'),
    ...publishing,
    edit: limited('onlyOn'),
    irreversible: true,
  },
  subjectDeleteMarkerTtl: { ...duration('subject_delete_marker_ttl', '2.11'), ...publishing },
  allowMsgCounter: { ...flag('allow_msg_counter', '2.12'), ...publishing, edit: fixed('stored') },
  allowAtomicPublish: { ...flag('allow_atomic', '2.12'), ...publishing },
  allowBatchPublish: { ...flag('allow_batched', '2.14'), ...publishing },
  allowMsgSchedules: {
    ...flag('allow_msg_schedules', '2.12'),
    ...publishing,
    edit: limited('onlyOn'),
    irreversible: true,
  },

  allowDirect: { ...flag('allow_direct'), ...advanced },
  mirrorDirect: { ...flag('mirror_direct'), ...advanced },
  compression: { ...choice('compression', { none: '2.10', s2: '2.10' }, 'none', '2.10'), ...advanced },
  firstSeq: { ...count('first_seq', '2.10'), ...advanced, edit: limited('noEffect') },
  persistMode: {
    ...choice('persist_mode', { default: '2.12', async: '2.12' }, 'default', '2.12'),
    ...advanced,
    edit: fixed('stored'),
  },
  metadata: { ...entries('metadata', '2.10'), ...advanced },
} satisfies Fields;

export type StreamField = keyof typeof streamFields;
/** A stream's configuration; what is left out of a request is at its default here. */
export type StreamConfig = ConfigOf<typeof streamFields>;
export type StreamPath = PathIn<typeof streamFields>;

/** A configuration with all but the given fields at their defaults. */
export function streamConfig(given: Partial<StreamConfig>): StreamConfig {
  return { ...defaults(streamFields), ...given };
}
