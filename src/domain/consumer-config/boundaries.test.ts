import { describe, expect, it } from 'vitest';
import { bareContext as context, consumerOf as of } from '../../testing/asset-config/one-consumer';
import { microsecond, millisecond, second } from '../asset-config/duration';
import type { ConsumerConfig } from './fields';
import type { ConsumerRule } from './rules';
import { validateConsumer } from './validate';

type Given = Partial<ConsumerConfig>;

/** Each problem as its rule and the fields to blame. */
const told = (given: Given) =>
  validateConsumer(of(given), context).map(({ rule, fields }) => [rule, ...fields].join(' '));

const int64 = 2n ** 63n - 1n;
const push = { deliverSubject: 'to.me' } as const;
const flow = { ...push, ackPolicy: 'flow_control' } as const;
const group = { priorityPolicy: 'overflow' } as const;

describe('a rule is broken by the first value beyond its bound, not by the last one within, and blames its fields', () => {
  it.each<[string, Given, Given]>([
    ['nameTooLong durableName', { durableName: 'é'.repeat(127) + 'xx' }, { durableName: 'é'.repeat(127) + 'x' }],
    ['nameTooLong name', { durableName: '', name: 'n'.repeat(256) }, { durableName: '', name: 'n'.repeat(255) }],
    ['nameHasPathSeparator name', { durableName: '', name: 'a/b' }, { durableName: '', name: 'a|b' }],
    ['nameHasSeparator durableName', { durableName: 'a.b' }, { durableName: 'a·b' }],
    ['nameHasSeparator durableName', { durableName: ' ' }, { durableName: '漢字' }],
    ['nameNotSendable durableName', { durableName: 'a\u00a0b' }, { durableName: 'a\u200bb' }],
    ['nameNotSendable durableName', { durableName: '\ud83d' }, { durableName: '🙂' }],
    ['namesDiffer name durableName', { name: 'c' }, { name: 'C' }],
    ['descriptionTooLong description', { description: '€'.repeat(1_366) }, { description: '€'.repeat(1_365) + 'x' }],
    ['metadataTooLarge metadata', { metadata: { ü: 'x'.repeat(131_071) } }, { metadata: { ü: 'x'.repeat(131_070) } }],
    ['metadataReserved metadata', { metadata: { '_nats.x': '' } }, { metadata: { _natsx: '' } }],

    ['outOfRange ackWait', { ackWait: int64 + 1n }, { ackWait: int64 }],
    ['outOfRange maxDeliver', { maxDeliver: int64 + 1n }, { maxDeliver: int64 }],
    ['outOfRange maxWaiting', { maxWaiting: int64 + 1n }, { maxWaiting: int64 }],
    ['outOfRange maxAckPending', { maxAckPending: int64 + 1n }, { maxAckPending: int64 }],
    ['outOfRange maxRequestBatch', { maxRequestBatch: -int64 - 2n }, { maxRequestBatch: -int64 - 1n }],
    ['outOfRange maxRequestExpires', { maxRequestExpires: int64 + 1n }, { maxRequestExpires: int64 }],
    ['outOfRange maxRequestMaxBytes', { maxRequestMaxBytes: int64 + 1n }, { maxRequestMaxBytes: int64 }],
    ['outOfRange heartbeat', { ...push, heartbeat: int64 + 1n }, { ...push, heartbeat: int64 }],
    ['outOfRange inactiveThreshold', { inactiveThreshold: int64 + 1n }, { inactiveThreshold: int64 }],
    ['outOfRange backoff.1', { backoff: [1, int64 + 1n], maxDeliver: 2 }, { backoff: [1, int64], maxDeliver: 2 }],
    ['outOfRange rateLimit', { ...push, rateLimit: 2n ** 64n }, { ...push, rateLimit: 2n ** 64n - 1n }],
    ['outOfRange rateLimit', { ...push, rateLimit: -1 }, { ...push, rateLimit: 0 }],
    [
      'outOfRange optStartSeq',
      { deliverPolicy: 'by_start_sequence', optStartSeq: 2n ** 64n },
      { deliverPolicy: 'by_start_sequence', optStartSeq: 2n ** 64n - 1n },
    ],
    ['limitBelowMinusOne maxDeliver', { maxDeliver: -2 }, { maxDeliver: 'unlimited' }],
    ['limitBelowMinusOne maxAckPending', { maxAckPending: -2 }, { maxAckPending: -1 }],

    ['replicasBeyondStream replicas', { replicas: 4 }, { replicas: 3 }],
    ['replicasNegative replicas', { replicas: -1 }, { replicas: 0 }],

    ['ackWaitNegative ackWait', { ackWait: -1 }, { ackWait: 0 }],
    ['backoffNegative backoff.1', { backoff: [0, -1], maxDeliver: 2 }, { backoff: [0, 0], maxDeliver: 2 }],
    [
      'backoffLongerThanDeliveries maxDeliver backoff',
      { backoff: [1, 1], maxDeliver: 1 },
      { backoff: [1, 1], maxDeliver: 2 },
    ],
    ['ackWaitOverruled ackWait backoff', { ackWait: 2, backoff: [1, 2] }, { ackWait: 1, backoff: [1, 2] }],
    ['flowNeedsPush ackPolicy deliverSubject', { ackPolicy: 'flow_control' }, flow],
    [
      'flowNeedsAckPending maxAckPending ackPolicy',
      { ...flow, maxAckPending: 'unlimited' },
      { ...flow, maxAckPending: 1 },
    ],
    ['flowWithAckWait ackWait ackPolicy', { ...flow, ackWait: 1 }, { ...flow, ackWait: 0 }],
    ['flowWithAckWait backoff ackPolicy', { ...flow, backoff: [0] }, { ...flow, backoff: [] }],
    ['flowWithMaxDeliver maxDeliver ackPolicy', { ...flow, maxDeliver: 1 }, { ...flow, maxDeliver: 0 }],
    ['flowHeartbeatOverruled heartbeat', { ...flow, heartbeat: second + 1 }, { ...flow, heartbeat: second }],
    ['samplingInvalid sampleFrequency', { sampleFrequency: '-1' }, { sampleFrequency: '-0' }],
    ['samplingInvalid sampleFrequency', { sampleFrequency: '5 %' }, { sampleFrequency: '+05%' }],
    ['samplingInvalid sampleFrequency', { sampleFrequency: '%' }, { sampleFrequency: '0%' }],
    ['samplingInvalid sampleFrequency', { sampleFrequency: '٥' }, { sampleFrequency: '5' }],

    ['deliverToWildcard deliverSubject', { deliverSubject: 'to.*' }, { deliverSubject: 'to.a*' }],
    ['deliverSubjectInvalid deliverSubject', { deliverSubject: 'to.' }, { deliverSubject: 'to.漢' }],
    ['deliverInCircle deliverSubject', { deliverSubject: 's.me' }, { deliverSubject: 's' }],
    ['pushWithMaxWaiting maxWaiting deliverSubject', { ...push, maxWaiting: 1 }, { ...push, maxWaiting: -1 }],
    [
      'pushAckPendingNeedsAck maxAckPending ackPolicy',
      { ...push, ackPolicy: 'none', maxAckPending: 1 },
      { ...push, ackPolicy: 'none', maxAckPending: 'unlimited' },
    ],
    [
      'heartbeatTooShort heartbeat',
      { ...push, heartbeat: 100 * millisecond - 1 },
      { ...push, heartbeat: 100 * millisecond },
    ],
    [
      'flowControlNeedsHeartbeat heartbeat flowControl',
      { ...push, flowControl: true, heartbeat: -1 },
      { ...push, flowControl: true, heartbeat: second },
    ],
    [
      'pushWithPriority priorityPolicy deliverSubject',
      { ...push, ...group, priorityGroups: ['g'] },
      { ...group, priorityGroups: ['g'] },
    ],
    ['pullWithRateLimit rateLimit deliverSubject', { rateLimit: 1 }, { ...push, rateLimit: 1 }],
    ['pullWithHeartbeat heartbeat deliverSubject', { heartbeat: 1 }, { heartbeat: -1 }],
    [
      'pullWithFlowControl flowControl deliverSubject',
      { flowControl: true },
      { ...push, flowControl: true, heartbeat: second },
    ],
    [
      'maxExpiresTooShort maxRequestExpires',
      { maxRequestExpires: 999 * microsecond },
      { maxRequestExpires: millisecond },
    ],
    ['maxExpiresTooShort maxRequestExpires', { maxRequestExpires: 1 }, { maxRequestExpires: -1 }],
    [
      'directNeedsPush direct deliverSubject',
      { direct: true, durableName: '' },
      { ...push, direct: true, durableName: '' },
    ],
    ['directNeedsEphemeral direct durableName', { ...push, direct: true }, { ...push, direct: true, durableName: '' }],

    [
      'filtersGivenTwice filterSubject filterSubjects',
      { filterSubject: 's.a', filterSubjects: ['s.b'] },
      { filterSubject: 's.a', filterSubjects: [] },
    ],
    ['filterInvalid filterSubject', { filterSubject: 's.>.a' }, { filterSubject: 's.a>' }],
    ['filterInvalid filterSubjects.1', { filterSubjects: ['s.a', 's..b'] }, { filterSubjects: ['s.a', 's.b'] }],
    ['filterEmpty filterSubjects.0', { filterSubjects: [''] }, { filterSubjects: ['>'] }],
    ['filtersOverlap filterSubjects.1', { filterSubjects: ['s.a', 's.a'] }, { filterSubjects: ['s.a', 's.A'] }],
    ['filtersOverlap filterSubjects.1', { filterSubjects: ['s.a', 's.*'] }, { filterSubjects: ['s.a', 's.*.a'] }],
    [
      'filtersOverlap filterSubjects.2',
      { filterSubjects: ['s.x', 's.*.b', 's.>'] },
      { filterSubjects: ['s.x', 's.*.b', 's.a.*'] },
    ],
    ['filterMatchesNothing filterSubject', { filterSubject: 's' }, { filterSubject: 's.a' }],

    [
      'startMissing optStartSeq deliverPolicy',
      { deliverPolicy: 'by_start_sequence' },
      { deliverPolicy: 'by_start_sequence', optStartSeq: 1 },
    ],
    ['startNotMeant optStartSeq deliverPolicy', { deliverPolicy: 'last', optStartSeq: 1 }, { deliverPolicy: 'last' }],
    [
      'lastPerSubjectNeedsFilter filterSubject filterSubjects deliverPolicy',
      { deliverPolicy: 'last_per_subject' },
      { deliverPolicy: 'last_per_subject', filterSubjects: ['>'] },
    ],

    ['priorityNeedsGroup priorityGroups priorityPolicy', group, { ...group, priorityGroups: ['g'] }],
    [
      'priorityGroupEmpty priorityGroups.1',
      { ...group, priorityGroups: ['g', ''] },
      { ...group, priorityGroups: ['g'] },
    ],
    [
      'priorityGroupInvalid priorityGroups.0',
      { ...group, priorityGroups: ['x'.repeat(17)] },
      { ...group, priorityGroups: ['-/_=Aa09'.repeat(2)] },
    ],
    [
      'priorityGroupInvalid priorityGroups.0',
      { ...group, priorityGroups: ['a\n'] },
      { ...group, priorityGroups: ['a'] },
    ],
    ['priorityGroupsWithoutPolicy priorityGroups priorityPolicy', { priorityGroups: ['g'] }, { priorityGroups: [] }],
    ['priorityTimeoutWithoutPolicy priorityTimeout priorityPolicy', { priorityTimeout: 1 }, { priorityTimeout: -1 }],
  ])('%s', (expected, broken, whole) => {
    expect(told(broken)).toEqual([expected]);
    expect(told(whole)).toEqual([]);
  });
});

it('several rules are told together, each by its own name', () => {
  const all = told({ durableName: 'a.b', ackWait: -1, replicas: 9, rateLimit: 5, filterSubjects: ['s.a', ''] });
  const expected: ConsumerRule[] = [
    'nameHasSeparator',
    'replicasBeyondStream',
    'ackWaitNegative',
    'pullWithRateLimit',
    'filterEmpty',
  ];
  expect(all.map((line) => line.split(' ')[0])).toEqual(expected);
});
