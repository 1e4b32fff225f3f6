import type { Since } from '../../domain/asset-config/field';
import { hour, minute, second } from '../../domain/asset-config/duration';
import type { ConsumerConfig, ConsumerField } from '../../domain/consumer-config/fields';

/** A value for each field, with what goes with it, and another one to change it to; `null`: it cannot be changed. */
export interface ConsumerSample {
  readonly set: Partial<ConsumerConfig>;
  readonly edit: Partial<ConsumerConfig> | null;
}

const push = { deliverSubject: 'to.me' } as const;
const grouped = { priorityPolicy: 'pinned_client', priorityGroups: ['a'] } as const;
/** Of the servers' own use: set by them alone. */
export type InternalField = 'direct' | 'sourcing';
export const consumerSamples: Readonly<Record<Exclude<ConsumerField, InternalField>, ConsumerSample>> = {
  durableName: { set: {}, edit: null },
  name: { set: { durableName: '', name: 'RT', inactiveThreshold: hour }, edit: null },
  description: { set: { description: 'of „all“ kinds' }, edit: { description: '' } },
  filterSubject: { set: { filterSubject: 'HOME.a' }, edit: { filterSubject: 'HOME.b' } },
  filterSubjects: { set: { filterSubjects: ['HOME.a', 'HOME.b'] }, edit: { filterSubjects: ['HOME.a', 'HOME.c'] } },
  deliverPolicy: { set: { deliverPolicy: 'new' }, edit: null },
  optStartSeq: { set: { deliverPolicy: 'by_start_sequence', optStartSeq: 7 }, edit: null },
  optStartTime: { set: { deliverPolicy: 'by_start_time', optStartTime: '2026-01-02T03:04:05.123456789Z' }, edit: null },
  replayPolicy: { set: { replayPolicy: 'original' }, edit: null },
  headersOnly: { set: { headersOnly: true }, edit: { headersOnly: false } },
  ackPolicy: { set: { ackPolicy: 'all' }, edit: null },
  ackWait: { set: { ackWait: minute }, edit: { ackWait: 2 * minute } },
  maxDeliver: { set: { maxDeliver: 5 }, edit: { maxDeliver: 'unlimited' } },
  backoff: { set: { backoff: [second, minute], maxDeliver: 5 }, edit: { backoff: [minute, hour] } },
  maxAckPending: { set: { maxAckPending: 10 }, edit: { maxAckPending: 'unlimited' } },
  sampleFrequency: { set: { sampleFrequency: '50%' }, edit: { sampleFrequency: '10' } },
  maxWaiting: { set: { maxWaiting: 10 }, edit: null },
  maxRequestBatch: { set: { maxRequestBatch: 10 }, edit: { maxRequestBatch: 20 } },
  maxRequestExpires: { set: { maxRequestExpires: minute }, edit: { maxRequestExpires: hour } },
  maxRequestMaxBytes: { set: { maxRequestMaxBytes: 1_000 }, edit: { maxRequestMaxBytes: 0 } },
  deliverSubject: { set: push, edit: { deliverSubject: 'to.you' } },
  deliverGroup: { set: { ...push, deliverGroup: 'workers' }, edit: { deliverGroup: 'others' } },
  rateLimit: { set: { ...push, rateLimit: 100_000 }, edit: { rateLimit: 200_000 } },
  flowControl: { set: { ...push, flowControl: true, heartbeat: second }, edit: null },
  heartbeat: { set: { ...push, heartbeat: 5 * second }, edit: null },
  replicas: { set: { replicas: 1 }, edit: { replicas: 3 } },
  memoryStorage: { set: { memoryStorage: true }, edit: null },
  priorityPolicy: { set: grouped, edit: { priorityGroups: ['b'] } },
  priorityGroups: { set: { priorityPolicy: 'overflow', priorityGroups: ['a', 'b'] }, edit: { priorityGroups: ['b'] } },
  priorityTimeout: { set: { ...grouped, priorityTimeout: minute }, edit: { priorityTimeout: hour } },
  inactiveThreshold: { set: { inactiveThreshold: hour }, edit: { inactiveThreshold: minute } },
  pauseUntil: { set: { pauseUntil: '2040-01-02T03:04:05Z' }, edit: null },
  metadata: { set: { metadata: { team: 'orders' } }, edit: { metadata: {} } },
};

/** What one sample of each field leaves out: every word of every choice. */
export const moreConsumerSamples: Readonly<Record<string, ConsumerSample & { readonly since: Since }>> = {
  'from the last message': { since: '2.9', set: { deliverPolicy: 'last' }, edit: { description: 'x' } },
  'from the last of each subject': {
    since: '2.9',
    set: { deliverPolicy: 'last_per_subject', filterSubject: 'HOME.>' },
    edit: { description: 'x' },
  },
  'the last of some subjects': {
    since: '2.10',
    set: { deliverPolicy: 'last_per_subject', filterSubjects: ['HOME.a', 'HOME.b'] },
    edit: { filterSubjects: ['HOME.a'] },
  },
  'without acknowledgements': { since: '2.9', set: { ackPolicy: 'none' }, edit: { headersOnly: true } },
  'push without acknowledgements': {
    since: '2.9',
    set: { ...push, ackPolicy: 'none', replayPolicy: 'original', headersOnly: true },
    edit: { description: 'x' },
  },
  'acknowledged by flow control': {
    since: '2.14',
    set: { ...push, ackPolicy: 'flow_control' },
    edit: { description: 'x' },
  },
  'by priority': {
    since: '2.12',
    set: { priorityPolicy: 'prioritized', priorityGroups: ['a'] },
    edit: { priorityGroups: ['b'] },
  },
  'pinned to two groups': {
    since: '2.11',
    set: { ...grouped, priorityGroups: ['a', 'b'] },
    edit: { priorityPolicy: 'overflow' },
  },
  'without a name that lasts': {
    since: '2.9',
    set: { durableName: '', name: 'RT', inactiveThreshold: hour, maxDeliver: 3 },
    edit: { maxDeliver: 4 },
  },
};
