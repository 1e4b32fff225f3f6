import { describe, expect, it } from 'vitest';
import { consumerName } from '../ids';
import { hour, second } from '../asset-config/duration';
import { streamConfig } from '../stream-config/fields';
import { parseVersion } from '../version';
import type { ConsumerContext } from './context';
import { consumerChanges } from './diff';
import { effectiveConsumer } from './effective';
import { consumerConfig, consumerFields, type ConsumerConfig, type ConsumerField } from './fields';
import { validateConsumer } from './validate';

type Given = Partial<ConsumerConfig>;

const stream = streamConfig({ name: 'S', subjects: ['s.>'], replicas: 3 });
const of = (given: Given) => consumerConfig({ durableName: 'C', ackPolicy: 'explicit', ...given });
const effective = (given: Given) => effectiveConsumer(of(given), { stream, limits: null });

/** What is said of a consumer that is to be another one, by rule and field. */
function told(before: Given, after: Given, more: Partial<ConsumerContext> = {}): readonly string[] {
  const consumers = [{ name: consumerName('C'), config: effective(before) }];
  const context = { version: parseVersion('2.15.1'), stream, consumers, limits: null, edited: of(before), ...more };
  return validateConsumer(of(after), context).map(({ rule, fields }) => `${rule} ${fields[0]}`);
}

const push = { deliverSubject: 'to.me' } as const;
const beating = { ...push, heartbeat: second } as const;
const grouped = { priorityPolicy: 'pinned_client', priorityGroups: ['g'] } as const;
const at = (optStartTime: string) => ({ deliverPolicy: 'by_start_time', optStartTime }) as const;
const from = (optStartSeq: number | bigint) => ({ deliverPolicy: 'by_start_sequence', optStartSeq }) as const;
const ephemeral = { ...push, durableName: '', name: 'C' } as const;

/** Each field before and after, all else alike, and what is said of it. */
const changes: Readonly<Record<ConsumerField, readonly [before: Given, after: Given, said: string | null]>> = {
  durableName: [{}, { durableName: 'D' }, 'nameChanged name'],
  name: [{ durableName: '', name: 'C' }, { durableName: '', name: 'D' }, 'nameChanged name'],
  deliverPolicy: [{}, { deliverPolicy: 'new' }, 'fieldChanged deliverPolicy'],
  optStartSeq: [from(2n ** 53n), from(2n ** 53n + 1n), 'fieldChanged optStartSeq'],
  optStartTime: [at('2026-01-02T03:04:05Z'), at('2026-01-02T03:04:05.001Z'), 'fieldChanged optStartTime'],
  replayPolicy: [{}, { replayPolicy: 'original' }, 'fieldChanged replayPolicy'],
  ackPolicy: [{}, { ackPolicy: 'all' }, 'fieldChanged ackPolicy'],
  maxWaiting: [{ maxWaiting: 511 }, {}, 'fieldChanged maxWaiting'],
  flowControl: [beating, { ...beating, flowControl: true }, 'fieldChanged flowControl'],
  heartbeat: [beating, { ...beating, heartbeat: second + 1 }, 'fieldChanged heartbeat'],
  memoryStorage: [{}, { memoryStorage: true }, 'fieldChanged memoryStorage'],
  direct: [ephemeral, { ...ephemeral, direct: true }, 'fieldChanged direct'],
  sourcing: [{}, { sourcing: true }, 'fieldChanged sourcing'],

  deliverSubject: [push, { deliverSubject: 'to.you' }, 'deliverSubjectMoves deliverSubject'],
  pauseUntil: [{}, { pauseUntil: '2040-01-02T03:04:05Z' }, 'pauseNotByEdit pauseUntil'],

  description: [{ description: 'a' }, { description: 'b' }, null],
  filterSubject: [{ filterSubject: 's.a' }, {}, null],
  filterSubjects: [{}, { filterSubjects: ['s.a', 's.b'] }, null],
  headersOnly: [{}, { headersOnly: true }, null],
  ackWait: [{}, { ackWait: hour }, null],
  maxDeliver: [{ maxDeliver: 3 }, {}, null],
  backoff: [{}, { backoff: [second, hour] }, null],
  maxAckPending: [{}, { maxAckPending: 'unlimited' }, null],
  sampleFrequency: [{}, { sampleFrequency: '50%' }, null],
  maxRequestBatch: [{}, { maxRequestBatch: 9 }, null],
  maxRequestExpires: [{}, { maxRequestExpires: second }, null],
  maxRequestMaxBytes: [{}, { maxRequestMaxBytes: 9 }, null],
  deliverGroup: [push, { ...push, deliverGroup: 'g' }, null],
  rateLimit: [push, { ...push, rateLimit: 2n ** 64n - 1n }, null],
  replicas: [{}, { replicas: 1 }, null],
  priorityPolicy: [grouped, { ...grouped, priorityPolicy: 'overflow' }, null],
  priorityGroups: [grouped, { ...grouped, priorityGroups: ['h'] }, null],
  priorityTimeout: [grouped, { ...grouped, priorityTimeout: hour }, null],
  inactiveThreshold: [{}, { inactiveThreshold: hour }, null],
  metadata: [{ metadata: { a: 'b' } }, {}, null],
};
const fields = Object.keys(changes).filter((key): key is ConsumerField => key in consumerFields);

describe('an edit of one field', () => {
  it.each(fields)('%s', (field) => {
    const [before, after, said] = changes[field];
    const expected = said === null ? [] : [said];
    expect(told(before, after)).toEqual(expected);
    // And back again.
    expect(told(after, before)).toEqual(expected);
    expect(told(after, after)).toEqual([]);
  });

  it.each(fields)('is marked as it is refused: %s', (field) => {
    const [before, after] = changes[field];
    const mark = consumerChanges(of(before), of(after)).find((change) => change.field === field)?.mark;
    const { edit } = consumerFields[field];
    const expected = edit.kind === 'free' || field === 'deliverSubject' ? 'free' : 'cannotChange';
    expect(mark?.kind).toBe(expected);
  });
});

describe('an edit is none', () => {
  it.each<[string, Given, Given]>([
    ['of what the server fills in', {}, { maxWaiting: 512, ackWait: 30 * second, maxAckPending: 1_000 }],
    ['of what it takes for the same', { maxWaiting: -1, heartbeat: -1 }, { maxWaiting: 0, heartbeat: 0 }],
    ['of what it overrules', { ...push, ackPolicy: 'flow_control' }, { ...push, ackPolicy: 'flow_control', flowControl: true, heartbeat: second }], // prettier-ignore
    ['of a moment in another zone', at('2026-01-02T03:04:05Z'), at('2026-01-02T00:34:05-02:30')],
    ['of a moment with zeros', at('2026-01-02T03:04:05.12Z'), at('2026-01-02T03:04:05.120000000Z')],
    ['of the same moment to the nanosecond', at('2026-01-02T03:04:05.123456789Z'), at('2026-01-02T04:04:05.123456789+01:00')], // prettier-ignore
  ])('%s', (_, before, after) => {
    expect(told(before, after)).toEqual([]);
    expect(told(after, before)).toEqual([]);
  });
});

it('moments that differ by a nanosecond are two, as the server has it', () => {
  expect(told(at('2026-01-02T03:04:05.123456789Z'), at('2026-01-02T03:04:05.123456788Z'))).toEqual([
    'fieldChanged optStartTime',
  ]);
});

it('push for pull is refused once, not for each field that goes with it', () => {
  expect(told(push, {})).toEqual(['pushAndPullExchanged deliverSubject']);
  expect(told({}, push)).toEqual(['pushAndPullExchanged deliverSubject']);
  expect(told(beating, {})).toEqual(['fieldChanged heartbeat', 'pushAndPullExchanged deliverSubject']);
});

it('the name and the room are asked of new consumers only', () => {
  const full = { ...stream, maxConsumers: 1 };
  expect(told({ filterSubject: 's.a' }, { filterSubject: 's.b' }, { stream: full })).toEqual([]);
});

describe('a filter on a work queue that is moved', () => {
  const queue = { ...stream, retention: 'workqueue' } as const;
  const other = { name: consumerName('D'), config: of({ durableName: 'D', filterSubject: 's.d' }) };
  const move = (before: Given, after: Given) => told(before, after, { stream: queue, consumers: [other] });

  it('to what another consumer takes is told, which a cluster does not refuse', () => {
    const shared = ['workQueueFilterShared filterSubject'];
    expect(move({ filterSubject: 's.a' }, { filterSubject: 's.*' })).toEqual(shared);
    expect(move({ filterSubject: 's.a' }, { filterSubjects: ['s.a', 's.d'] })).toEqual(shared);
    expect(move({ filterSubject: 's.a' }, {})).toEqual(shared);
    const all = { name: consumerName('ALL'), config: of({ durableName: 'ALL' }) };
    const beside = { stream: queue, consumers: [all] };
    expect(told({ filterSubject: 's.a' }, { filterSubject: 's.b' }, beside)).toEqual(shared);
  });

  it('to what nobody takes is not, nor one that stays', () => {
    expect(move({ filterSubject: 's.a' }, { filterSubject: 's.b' })).toEqual([]);
    expect(move({ filterSubject: 's.*' }, { filterSubject: 's.*', description: 'x' })).toEqual([]);
    expect(move({}, { description: 'x' })).toEqual([]);
  });
});
