import { describe, expect, it } from 'vitest';
import { source } from '../../testing/asset-config/sources';
import { errorsOf } from '../../testing/asset-config/stream-errors';
import { streamSamples } from '../../testing/asset-config/stream-samples';
import { hour, minute, second } from '../asset-config/duration';
import { consumerName } from '../ids';
import { parseVersion } from '../version';
import type { Edited } from './context';
import { streamConfig, streamFields, type StreamConfig, type StreamField } from './fields';

type Given = Partial<StreamConfig>;
const edited = (before: Given, consumers: Edited['consumers'] = []): Edited => ({
  config: streamConfig({ name: 'S', subjects: ['s.>'], duplicateWindow: 2 * minute, ...before }),
  members: [],
  consumers,
});
const change = (before: Given, after: Given, version = '2.15.1', consumers: Edited['consumers'] = []) =>
  errorsOf(
    { duplicateWindow: 2 * minute, ...after },
    { version: parseVersion(version), edited: edited(before, consumers) },
  );

const mirror = (name: string) => ({ subjects: [], duplicateWindow: 0, mirror: source({ name }) });

describe('a change that servers refuse', () => {
  it.each<[string, Given, Given]>([
    ['nameChanged name', {}, { name: 'T' }],
    ['storageChanged storage', {}, { storage: 'memory' }],
    ['storageChanged storage', { storage: 'memory' }, {}],
    ['workQueueChanged retention', {}, { retention: 'workqueue' }],
    ['workQueueChanged retention', { retention: 'workqueue' }, {}],
    ['workQueueChanged retention', { retention: 'interest' }, { retention: 'workqueue' }],
    ['denyDeleteLifted denyDelete', { denyDelete: true }, {}],
    ['denyPurgeRemoved denyPurge', { denyPurge: true }, {}],
    ['ttlTurnedOff allowMsgTtl', { allowMsgTtl: true }, {}],
    ['schedulesTurnedOff allowMsgSchedules', { allowMsgSchedules: true, allowRollup: true }, {}],
    ['counterChanged allowMsgCounter', {}, { allowMsgCounter: true }],
    ['counterChanged allowMsgCounter', { allowMsgCounter: true }, {}],
    ['persistModeChanged persistMode', {}, { persistMode: 'async' }],
    ['persistModeChanged persistMode', { persistMode: 'async' }, {}],
    ['mirrorChanged mirror', mirror('A'), mirror('B')],
    ['mirrorChanged mirror', {}, mirror('A')],
    ['mirrorChanged mirror', mirror('A'), { ...mirror('A'), mirror: source({ name: 'A', filterSubject: 'x' }) }],
    ['movedAndScaled placement replicas', {}, { replicas: 3, placement: { cluster: 'C1', tags: [], preferred: '' } }],
  ])('is told alone, with its field: %s', (expected, before, after) => {
    expect(change(before, after)).toEqual([expected]);
  });

  it('is that of a sealed stream, whatever else is sealed with it', () => {
    const sealed = { sealed: true, denyDelete: true, denyPurge: true, discard: 'new' } as const;
    expect(change(sealed, { ...sealed, sealed: false })).toEqual(['unsealed sealed']);
    expect(change(sealed, {})).toEqual([
      'unsealed sealed',
      'denyDeleteLifted denyDelete',
      'denyPurgeRemoved denyPurge',
    ]);
  });

  it('is that of a purge forbidden, which markers allow again', () => {
    expect(change({ denyPurge: true }, { denyPurge: true, subjectDeleteMarkerTtl: minute })).toEqual([
      'denyPurgeRemoved denyPurge',
    ]);
  });
});

describe('a change that servers take', () => {
  it.each<[string, Given, Given]>([
    ['nothing', {}, {}],
    ['limits to interest', {}, { retention: 'interest' }],
    ['interest to limits', { retention: 'interest' }, {}],
    ['protection', {}, { denyDelete: true, denyPurge: true }],
    ['times to live', {}, { allowMsgTtl: true }],
    ['schedules', {}, { allowMsgSchedules: true }],
    ['the end of a mirror', mirror('A'), {}],
    ['a mirror as it is', mirror('A'), mirror('A')],
    ['sealing', {}, { sealed: true }],
    ['a first sequence, to no effect', {}, { firstSeq: 9 }],
    ['copies alone', {}, { replicas: 3 }],
    ['a placement alone', {}, { placement: { cluster: 'C1', tags: [], preferred: '' } }],
    ['copies, and no placement any more', { placement: { cluster: 'C1', tags: [], preferred: '' } }, { replicas: 3 }],
    ['consumers', { maxConsumers: 5 }, {}],
    ['times to live that markers keep on', { allowMsgTtl: true }, { subjectDeleteMarkerTtl: minute }],
  ])('is no problem: %s', (_, before, after) => {
    expect(change(before, after)).toEqual([]);
  });

  const fields = Object.keys(streamFields).filter((field): field is StreamField => field in streamSamples);
  it.each(fields.filter((field) => streamSamples[field].edit !== null))('is that of %s', (field) => {
    const { set, edit } = streamSamples[field];
    const before = { subjects: ['RT.>'], ...set };
    const refusals = change(before, { ...before, ...edit, ...(set.mirror ? { duplicateWindow: 0 } : {}) });
    // What is a mirror alone ends with it.
    expect(refusals.filter((one) => !one.startsWith('placementPreferred'))).toEqual([]);
  });
});

describe('what depends on the release', () => {
  const republish = { source: 's.>', destination: 'r.>', headersOnly: false };
  it.each<[string, string, string, Given, Given]>([
    ['retentionChanged retention', '2.9.25', '2.10.0', {}, { retention: 'interest' }],
    ['republishChanged republish', '2.9.25', '2.10.0', {}, { republish }],
    ['republishChanged republish', '2.9.25', '2.10.0', { republish }, {}],
    ['mirrorChanged mirror', '2.11.9', '2.12.0', mirror('A'), {}],
    ['maxConsumersChanged maxConsumers', '2.12.9', '2.14.0', {}, { maxConsumers: 5 }],
    ['maxConsumersChanged maxConsumers', '2.12.9', '2.14.0', { maxConsumers: 5 }, {}],
  ])('%s is told of %s, not of %s', (expected, older, newer, before, after) => {
    expect(change(before, after, older)).toEqual([expected]);
    expect(change(before, after, newer)).toEqual([]);
  });
});

describe('limits for consumers', () => {
  const beyond = 'consumersBeyondLimit consumerLimits';
  const limits = (inactiveThreshold: number, maxAckPending: number) => ({
    consumerLimits: { inactiveThreshold, maxAckPending },
  });
  const one = (inactiveThreshold: number, maxAckPending: number | 'unlimited') => [
    { name: consumerName('C'), inactiveThreshold, maxAckPending },
  ];

  it.each([
    [limits(0, 100), one(0, 100), []],
    [limits(0, 99), one(0, 100), [beyond]],
    [limits(hour, 0), one(hour, 5), []],
    [limits(hour, 0), one(hour + 1, 5), [beyond]],
    [limits(second, 1), one(0, 0), []],
    [limits(0, 1), one(0, 'unlimited'), []],
    [limits(0, 1), [], []],
    [limits(0, 0), one(hour, 100), []],
  ])('%j are above what consumers there have: %j', (after, consumers, expected) => {
    expect(change({}, after, '2.15.1', consumers)).toEqual(expected);
  });

  it('are only looked at where one changes, and then both', () => {
    expect(change(limits(0, 50), limits(0, 50), '2.15.1', one(0, 100))).toEqual([]);
    expect(change(limits(0, 50), limits(hour, 50), '2.15.1', one(0, 100))).toEqual([beyond]);
    expect(change(limits(0, 50), {}, '2.15.1', one(0, 100))).toEqual([]);
  });
});
