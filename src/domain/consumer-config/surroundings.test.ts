import { describe, expect, it } from 'vitest';
import { bareContext as context, consumerOf as of } from '../../testing/asset-config/one-consumer';
import { consumerName } from '../ids';
import { second } from '../asset-config/duration';
import type { StreamConfig } from '../stream-config/fields';
import type { AccountLimits, Limits } from '../stream-config/context';
import type { ConsumerContext } from './context';
import type { ConsumerConfig } from './fields';
import { validateConsumer } from './validate';

type Given = Partial<ConsumerConfig>;

const on = (stream: Partial<StreamConfig>): Partial<ConsumerContext> => ({ stream: { ...context.stream, ...stream } });
const there = (name: string, given: Given = {}) => ({
  name: consumerName(name),
  config: of({ durableName: name, ...given }),
});

/** Each problem as its rule and the fields to blame. */
const told = (given: Given, world: Partial<ConsumerContext> = {}) =>
  validateConsumer(of(given), { ...context, ...world }).map(({ rule, fields }) => [rule, ...fields].join(' '));

const push = { deliverSubject: 'to.me' } as const;
const flow = { ...push, ackPolicy: 'flow_control' } as const;

describe('a rule about the stream or the account is broken on one and not on another', () => {
  const queue = { retention: 'workqueue', replicas: 1 } as const;
  const standard: AccountLimits = {
    ...{ maxMemory: 'unlimited', maxStorage: 'unlimited', maxStreams: 'unlimited', maxConsumers: 'unlimited' },
    ...{ maxAckPending: 'unlimited', memoryMaxStreamBytes: 0, storageMaxStreamBytes: 0, maxBytesRequired: false },
  };
  const account = (limits: Partial<AccountLimits>): Limits => ({ kind: 'flat', limits: { ...standard, ...limits } });
  const idle = { consumerLimits: { inactiveThreshold: 60 * second, maxAckPending: 0 } };
  const two = [there('A', { filterSubject: 's.a' }), there('B', { filterSubject: 's.b' })];

  it.each<[string, Given, Partial<ConsumerContext>, Given, Partial<ConsumerContext>]>([
    ['replicasUnlikeStream replicas', { replicas: 2 }, on({ retention: 'interest' }), { replicas: 2 }, {}],
    ['replicasBeyondStream replicas', { replicas: 2 }, on({ replicas: 0 }), { replicas: 1 }, on({ replicas: 0 })],
    [
      'tooManyConsumers durableName',
      {},
      { consumers: two, ...on({ maxConsumers: 2 }) },
      {},
      { consumers: two, ...on({ maxConsumers: 3 }) },
    ],
    [
      'tooManyConsumers name',
      { durableName: '' },
      { consumers: two, limits: account({ maxConsumers: 1 }) },
      {},
      { consumers: two, limits: account({ maxConsumers: 0 }) },
    ],
    [
      'ackPendingBeyondAccount maxAckPending',
      { maxAckPending: 11 },
      { limits: account({ maxAckPending: 10 }) },
      { maxAckPending: 10 },
      { limits: account({ maxAckPending: 10 }) },
    ],
    [
      'ackPendingBeyondStream maxAckPending',
      { maxAckPending: 6 },
      on({ consumerLimits: { inactiveThreshold: 0, maxAckPending: 5 } }),
      { maxAckPending: 5 },
      on({ consumerLimits: { inactiveThreshold: 0, maxAckPending: 5 } }),
    ],
    [
      'inactiveBeyondStream inactiveThreshold',
      { inactiveThreshold: 60 * second + 1 },
      on(idle),
      { inactiveThreshold: 60 * second },
      on(idle),
    ],

    ['pullOfWorkQueueNeedsAck ackPolicy', { ackPolicy: 'none' }, on(queue), { ackPolicy: 'none' }, {}],
    ['workQueueNeedsExplicit ackPolicy', { ackPolicy: 'all' }, on(queue), { ackPolicy: 'all' }, {}],
    ['workQueueNeedsExplicit ackPolicy', { ...push, ackPolicy: 'none' }, on(queue), flow, on(queue)],
    ['workQueueNeedsAll deliverPolicy', { deliverPolicy: 'new' }, on(queue), { deliverPolicy: 'all' }, on(queue)],
    [
      'workQueueSecondUnfiltered filterSubject',
      {},
      { consumers: two, ...on(queue) },
      {},
      { consumers: [], ...on(queue) },
    ],
    [
      'workQueueFilterTaken filterSubject filterSubjects',
      { filterSubjects: ['s.*'] },
      { consumers: two.slice(1), ...on(queue) },
      { filterSubjects: ['s.c', 's.*.b'] },
      { consumers: two, ...on(queue) },
    ],
    // One that has no filter takes everything.
    [
      'workQueueFilterTaken filterSubject filterSubjects',
      { filterSubject: 's.a' },
      { consumers: [there('ALL')], ...on(queue) },
      { filterSubject: 's.a' },
      { consumers: [there('ALL')] },
    ],
    [
      'filterMatchesNothing filterSubject',
      { filterSubject: 'x' },
      on({ sources: [] }),
      { filterSubject: 'x' },
      on({ subjectTransform: { source: '', destination: 'x' } }),
    ],
    ['nameChanged name', {}, { edited: of({ durableName: 'B' }) }, {}, { edited: of({}) }],
  ])('%s', (expected, broken, where, whole, elsewhere) => {
    expect(told(broken, where)).toEqual([expected]);
    expect(told(whole, elsewhere)).toEqual([]);
  });

  it('the limit of consumers holds for those of the same number of copies where there is one for each', () => {
    const tiers = new Map([
      [1, { ...standard, maxConsumers: 2 }],
      [3, { ...standard, maxConsumers: 5 }],
    ]);
    const limits: Limits = { kind: 'tiered', tiers };
    const consumers = [there('A'), there('B', { replicas: 3 }), there('D', { replicas: 1 })];
    expect(told({ replicas: 1 }, { limits, consumers })).toEqual([]);
    const more = [...consumers, there('E', { replicas: 1 })];
    expect(told({ replicas: 1 }, { limits, consumers: more })).toEqual(['tooManyConsumers durableName']);
    // The stream's own counts all.
    expect(told({}, { limits, consumers, ...on({ maxConsumers: 3 }) })).toEqual(['tooManyConsumers durableName']);
  });

  it('consumers that servers make for mirrors and sources stand beside all others on a work queue', () => {
    const beside = (given: Given) => ({ consumers: [there('X', given)], ...on(queue) });
    for (const own of [{ direct: true }, { sourcing: true }]) {
      expect(told({ filterSubject: 's.a' }, beside(own))).toEqual([]);
      const made = { ...push, ...own, durableName: '', ackPolicy: 'none', deliverPolicy: 'new' } as const;
      expect(told(made, beside({}))).toEqual([]);
    }
    expect(told({ durableName: 'X' }, beside({ ackWait: second }))).toEqual(['nameInUse durableName']);
  });

  it('what is not known leaves its rules out', () => {
    const unknown = { version: null, limits: null };
    const newest = { priorityPolicy: 'prioritized', priorityGroups: ['g'], maxAckPending: 10 ** 9 } as const;
    expect(told(newest, unknown)).toEqual([]);
  });
});
