import { minute, second } from '../asset-config/duration';
import { defaults } from '../asset-config/config';
import type { ConfigOf, Edit, EditLimit, Fields, PathIn } from '../asset-config/field';
import {
  choice,
  count,
  duration,
  durations,
  entries,
  flag,
  limit,
  name,
  subject,
  subjects,
  text,
  texts,
  time,
} from '../asset-config/shape';

/*
 * Every field of nats-server's `ConsumerConfig` up to 2.15, in the order of a form; sources as for `streamFields`.
 */

const free: Edit = { kind: 'free' };
const fixed = (why: EditLimit): Edit => ({ kind: 'fixed', why });
const limited = (why: EditLimit): Edit => ({ kind: 'limited', why });

const essentials = { group: 'essentials', edit: free, irreversible: false } as const;
const delivery = { group: 'delivery', edit: fixed('started'), irreversible: false } as const;
const acknowledgement = { group: 'acknowledgement', edit: free, irreversible: false } as const;
const pull = { group: 'pull', edit: free, irreversible: false } as const;
const push = { group: 'push', edit: free, irreversible: false } as const;
const placed = { group: 'placement', edit: free, irreversible: false } as const;
const priority = { group: 'priority', edit: free, irreversible: false } as const;
const advanced = { group: 'advanced', edit: free, irreversible: false } as const;

export const consumerFields = {
  durableName: { ...name('durable_name'), ...essentials, edit: fixed('identity') },
  name: { ...name('name'), ...essentials, edit: fixed('identity') },
  description: { ...text('description'), ...essentials },
  filterSubject: { ...subject('filter_subject'), ...essentials },
  filterSubjects: { ...subjects('filter_subjects', '2.10'), ...essentials },

  deliverPolicy: {
    ...choice(
      'deliver_policy',
      {
        all: '2.9',
        last: '2.9',
        new: '2.9',
        by_start_sequence: '2.9',
        by_start_time: '2.9',
        last_per_subject: '2.9',
      },
      'all',
    ),
    ...delivery,
    always: true,
  },
  optStartSeq: { ...count('opt_start_seq'), ...delivery },
  optStartTime: { ...time('opt_start_time'), ...delivery },
  replayPolicy: {
    ...choice('replay_policy', { instant: '2.9', original: '2.9' }, 'instant'),
    ...delivery,
    always: true,
  },
  headersOnly: { ...flag('headers_only'), ...delivery, edit: free },

  /** Left out it is none: what clients call their default, explicit, has to be asked for. */
  ackPolicy: {
    ...choice('ack_policy', { none: '2.9', all: '2.9', explicit: '2.9', flow_control: '2.14' }, 'none'),
    ...acknowledgement,
    edit: fixed('stored'),
    always: true,
  },
  ackWait: { ...duration('ack_wait'), ...acknowledgement, serverDefault: 30 * second },
  maxDeliver: { ...limit('max_deliver'), ...acknowledgement },
  backoff: { ...durations('backoff'), ...acknowledgement },
  /** Left out: 1,000 where there are acknowledgements, or what the stream's limits or the account say. */
  maxAckPending: { ...limit('max_ack_pending', 0), ...acknowledgement, serverDefault: 1_000 },
  sampleFrequency: { ...text('sample_freq'), ...acknowledgement },

  maxWaiting: { ...count('max_waiting'), ...pull, edit: fixed('stored'), serverDefault: 512 },
  maxRequestBatch: { ...count('max_batch'), ...pull },
  maxRequestExpires: { ...duration('max_expires'), ...pull },
  maxRequestMaxBytes: { ...count('max_bytes'), ...pull },

  deliverSubject: { ...subject('deliver_subject'), ...push, edit: limited('whileUnbound') },
  deliverGroup: { ...text('deliver_group'), ...push },
  rateLimit: { ...count('rate_limit_bps'), ...push },
  flowControl: { ...flag('flow_control'), ...push, edit: fixed('stored') },
  heartbeat: { ...duration('idle_heartbeat'), ...push, edit: fixed('stored') },

  /** 0 is as many as the stream has. */
  replicas: { ...count('num_replicas'), ...placed },
  memoryStorage: { ...flag('mem_storage'), ...placed, edit: fixed('stored') },

  priorityPolicy: {
    ...choice(
      'priority_policy',
      { none: '2.11', overflow: '2.11', pinned_client: '2.11', prioritized: '2.12' },
      'none',
      '2.11',
    ),
    ...priority,
  },
  priorityGroups: { ...texts('priority_groups', '2.11'), ...priority },
  priorityTimeout: { ...duration('priority_timeout', '2.11'), ...priority, serverDefault: 2 * minute },

  /** Left out: never for a durable consumer, after 5 s without anybody for another. */
  inactiveThreshold: { ...duration('inactive_threshold'), ...advanced },
  pauseUntil: { ...time('pause_until', '2.11'), ...advanced, edit: limited('otherRequest') },
  metadata: { ...entries('metadata', '2.10'), ...advanced },
  /** Of the servers' own, for mirrors and sources. */
  direct: { ...flag('direct'), ...advanced, edit: fixed('identity') },
  sourcing: { ...flag('sourcing', '2.14'), ...advanced, edit: fixed('identity') },
} satisfies Fields;

export type ConsumerField = keyof typeof consumerFields;
export type ConsumerConfig = ConfigOf<typeof consumerFields>;
export type ConsumerPath = PathIn<typeof consumerFields>;

/** A configuration with all but the given fields at their defaults. */
export function consumerConfig(given: Partial<ConsumerConfig>): ConsumerConfig {
  return { ...defaults(consumerFields), ...given };
}

/** The name a consumer goes by: a durable one's is both names. */
export function nameOfConsumer({ name: own, durableName }: Pick<ConsumerConfig, 'name' | 'durableName'>): string {
  return own === '' ? durableName : own;
}

/** Push: the server sends to a subject. Pull: clients ask. */
export function isPush({ deliverSubject }: Pick<ConsumerConfig, 'deliverSubject'>): boolean {
  return deliverSubject !== '';
}
