import { day, durationNs, hour, minute, second } from '../../domain/asset-config/duration';
import type { Since } from '../../domain/asset-config/field';
import type { StreamConfig, StreamField } from '../../domain/stream-config/fields';
import { source } from './sources';

/** A value for each field, with what goes with it, and another one to change it to; `null`: it cannot be changed. */
export interface StreamSample {
  readonly set: Partial<StreamConfig>;
  readonly edit: Partial<StreamConfig> | null;
}

const transforms = [{ source: 'a.*', destination: 'b.{{wildcard(1)}}' }];
export const streamSamples: Readonly<Record<StreamField, StreamSample>> = {
  name: { set: {}, edit: null },
  description: { set: { description: 'of „all“ kinds' }, edit: { description: '' } },
  subjects: { set: { subjects: ['RT.a', 'RT.b.*'] }, edit: { subjects: ['RT.>'] } },
  retention: { set: { retention: 'interest' }, edit: { retention: 'limits' } },
  storage: { set: { storage: 'memory' }, edit: null },
  replicas: { set: { replicas: 3 }, edit: { replicas: 1 } },
  maxAge: { set: { maxAge: durationNs(365, day) }, edit: { maxAge: hour } },
  maxBytes: { set: { maxBytes: 5_000_000 }, edit: { maxBytes: 6_000_000 } },
  maxMsgs: { set: { maxMsgs: 2 ** 52 }, edit: { maxMsgs: 5 } },
  maxMsgsPerSubject: { set: { maxMsgsPerSubject: 10 }, edit: { maxMsgsPerSubject: 'unlimited' } },
  maxMsgSize: { set: { maxMsgSize: 1_000 }, edit: { maxMsgSize: 2_000 } },
  discard: { set: { discard: 'new' }, edit: { discard: 'old' } },
  discardNewPerSubject: {
    set: { discardNewPerSubject: true, discard: 'new', maxMsgsPerSubject: 5 },
    edit: { discardNewPerSubject: false },
  },
  maxConsumers: { set: { maxConsumers: 5 }, edit: { maxConsumers: 6 } },
  consumerLimits: {
    set: { consumerLimits: { inactiveThreshold: hour, maxAckPending: 10 } },
    edit: { consumerLimits: { inactiveThreshold: 0, maxAckPending: 20 } },
  },
  placement: {
    set: { placement: { cluster: 'C1', tags: ['az:a'], preferred: '' } },
    edit: { placement: { cluster: 'C1', tags: ['az:b'], preferred: '' } },
  },
  mirror: {
    set: {
      subjects: [],
      mirror: source({
        name: 'GONE',
        optStartTime: '2026-01-02T03:04:05.123456789Z',
        external: { api: 'hub.api', deliver: 'hub.deliver' },
      }),
    },
    edit: { mirror: null, subjects: ['RT.>'] },
  },
  sources: {
    set: { sources: [source({ name: 'GONE', optStartSeq: 7, filterSubject: 'x.y' }), source({ name: 'ORIGIN' })] },
    edit: { sources: [source({ name: 'GONE', filterSubject: 'x.*' })] },
  },
  subjectTransform: {
    set: { subjectTransform: { source: 'RT.*', destination: 'to.{{wildcard(1)}}' } },
    edit: { subjectTransform: null },
  },
  republish: {
    set: { republish: { source: 'RT.>', destination: 'copy.RT.>', headersOnly: true } },
    edit: { republish: { source: '', destination: 'copy.>', headersOnly: false } },
  },
  denyDelete: { set: { denyDelete: true }, edit: { description: 'still kept' } },
  denyPurge: { set: { denyPurge: true }, edit: { description: 'still kept' } },
  sealed: { set: { maxAge: hour }, edit: { sealed: true } },
  duplicateWindow: { set: { duplicateWindow: 5 * minute }, edit: { duplicateWindow: second } },
  noAck: { set: { noAck: true }, edit: { noAck: false } },
  allowRollup: { set: { allowRollup: true }, edit: { allowRollup: false } },
  allowMsgTtl: { set: { allowMsgTtl: true }, edit: { description: 'still on' } },
  subjectDeleteMarkerTtl: { set: { subjectDeleteMarkerTtl: minute }, edit: { subjectDeleteMarkerTtl: hour } },
  allowMsgCounter: { set: { allowMsgCounter: true }, edit: null },
  allowAtomicPublish: { set: { allowAtomicPublish: true }, edit: { allowAtomicPublish: false } },
  allowBatchPublish: { set: { allowBatchPublish: true }, edit: { allowBatchPublish: false } },
  allowMsgSchedules: { set: { allowMsgSchedules: true }, edit: { description: 'still on' } },
  allowDirect: { set: { allowDirect: true }, edit: { allowDirect: false } },
  mirrorDirect: {
    set: { subjects: [], mirror: source({ name: 'GONE' }), mirrorDirect: true },
    edit: { mirrorDirect: false },
  },
  compression: { set: { compression: 's2' }, edit: { compression: 'none' } },
  firstSeq: { set: { firstSeq: 77 }, edit: { firstSeq: 99 } },
  persistMode: { set: { persistMode: 'async' }, edit: null },
  metadata: { set: { metadata: { team: 'orders', 'with space': 'ü' } }, edit: { metadata: {} } },
};

/** What one sample of each field leaves out: every word of every choice, every part within a part, and what is turned on later. */
export const moreStreamSamples: Readonly<Record<string, StreamSample & { readonly since: Since }>> = {
  'work queue': { since: '2.9', set: { retention: 'workqueue' }, edit: { maxMsgs: 10 } },
  'retention that becomes interest': { since: '2.10', set: {}, edit: { retention: 'interest' } },
  'protection that is turned on later': { since: '2.9', set: {}, edit: { denyDelete: true, denyPurge: true } },
  'times of messages that are turned on later': { since: '2.11', set: {}, edit: { allowMsgTtl: true } },
  'schedules that are turned on later': { since: '2.12', set: {}, edit: { allowMsgSchedules: true } },
  'mirror from a sequence': {
    since: '2.9',
    set: { subjects: [], mirror: source({ name: 'GONE', optStartSeq: 9, filterSubject: 'x.>' }) },
    edit: { description: 'still a mirror' },
  },
  'mirror with transforms': {
    since: '2.10',
    set: { subjects: [], mirror: source({ name: 'GONE', subjectTransforms: transforms }) },
    edit: { description: 'still a mirror' },
  },
  'sources that get transforms': {
    since: '2.10',
    set: { sources: [source({ name: 'GONE', subjectTransforms: transforms })] },
    edit: { sources: [source({ name: 'GONE' }), source({ name: 'ORIGIN', subjectTransforms: transforms })] },
  },
  'mirror by a consumer': {
    since: '2.14',
    set: { subjects: [], mirror: source({ name: 'GONE', consumer: { name: 'C', deliverSubject: 'to.me' } }) },
    edit: { description: 'still a mirror' },
  },
  'sources of every kind': {
    since: '2.14',
    set: {
      sources: [
        source({ name: 'GONE', optStartTime: '2026-01-02T03:04:05Z', subjectTransforms: transforms }),
        source({ name: 'FAR', external: { api: 'hub.api', deliver: 'hub.deliver' } }),
        source({ name: 'LED', consumer: { name: 'C', deliverSubject: 'to.me' } }),
      ],
    },
    edit: { sources: [source({ name: 'FAR', external: { api: 'other.api', deliver: '' }, filterSubject: 'x.*' })] },
  },
  'placement by tags alone': {
    since: '2.9',
    set: { placement: { cluster: '', tags: ['az:a'], preferred: '' } },
    edit: { placement: null },
  },
  'every limit at once': {
    since: '2.10',
    set: {
      maxMsgs: 1,
      maxBytes: 1,
      maxMsgSize: 1,
      maxMsgsPerSubject: 1,
      maxConsumers: 1,
      maxAge: durationNs(100, 1e6),
    },
    edit: {
      maxMsgs: 'unlimited',
      maxBytes: 'unlimited',
      maxMsgSize: 'unlimited',
      maxMsgsPerSubject: 'unlimited',
      maxAge: 0,
    },
  },
};
