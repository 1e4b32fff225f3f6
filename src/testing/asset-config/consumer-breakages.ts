import { durationNs, hour, microsecond, millisecond, minute, second } from '../../domain/asset-config/duration';
import { consumerConfig, type ConsumerConfig } from '../../domain/consumer-config/fields';
import type { ConsumerRule } from '../../domain/consumer-config/rules';
import type { ConsumerTry } from './consumer-world';
import type { Random } from './random';

type Change = Partial<ConsumerConfig> & Partial<Pick<ConsumerTry, 'home' | 'before'>>;
/** Breaks one rule of a good configuration, each time a little differently. */
type Breakage = (good: ConsumerConfig, random: Random) => Change;

/** Rules that no request can break on the newest server. */
export type UnreachableConsumerRule = 'nameNotSendable' | 'notSupported' | 'filterOutsideStream' | 'nameInUse';

/** Warnings: nothing is refused. */
export type ConsumerDoubt =
  | 'sameConsumerExists'
  | 'metadataReserved'
  | 'ackWaitOverruled'
  | 'flowHeartbeatOverruled'
  | 'limitBelowMinusOne'
  | 'filterMatchesNothing'
  | 'workQueueFilterShared'
  | 'deliverSubjectMoves'
  | 'pauseNotByEdit';

const edit = (good: ConsumerConfig, before: Partial<ConsumerConfig>, after: Partial<ConsumerConfig>): Change => ({
  before: { ...good, ...before },
  ...before,
  ...after,
});
const push = { deliverSubject: 'to.me' } as const;
const flow = { ...push, ackPolicy: 'flow_control' } as const;
const named = (name: string) => ({ name, durableName: name });

export const consumerBreakages: Readonly<
  Record<Exclude<ConsumerRule, UnreachableConsumerRule | ConsumerDoubt>, Breakage>
> = {
  nameHasSeparator: (_, random) => named(`A${random.pick(['.', '*', '>', ' ', '\t'])}B`),
  nameHasPathSeparator: (_, random) => named(`A${random.pick(['/', '\\'])}B`),
  nameTooLong: (_, random) => named('N'.repeat(random.integer(256, 300))),
  namesDiffer: (good) => ({ name: `${good.durableName}X` }),
  nameChanged: (good) => edit(good, {}, named(`${good.durableName}X`)),
  outOfRange: (_, random) => ({ optStartSeq: -random.integer(1, 9), deliverPolicy: 'by_start_sequence' }),
  descriptionTooLong: (_, random) => ({ description: 'é'.repeat(random.integer(2049, 2060)) }),
  metadataTooLarge: (_, random) => ({ metadata: { long: 'x'.repeat(131_069 + random.integer(0, 50)) } }),

  replicasBeyondStream: (_, random) => ({ replicas: random.integer(4, 5) }),
  replicasNegative: (_, random) => ({ replicas: -random.integer(1, 5) }),
  replicasUnlikeStream: (_, random) => ({ home: 'INTEREST', replicas: random.integer(1, 2) }),

  ackWaitNegative: (_, random) => ({ ackWait: -random.integer(1, 5) * second }),
  backoffNegative: (_, random) => ({ backoff: [second, -random.integer(1, 5) * second], maxDeliver: 5 }),
  backoffLongerThanDeliveries: (_, random) => ({ backoff: [second, minute, hour], maxDeliver: random.integer(1, 2) }),
  flowNeedsPush: () => ({ ackPolicy: 'flow_control' }),
  flowNeedsAckPending: () => ({ ...flow, maxAckPending: 'unlimited' }),
  flowWithAckWait: (_, random) => ({ ...flow, ...random.pick([{ ackWait: second }, { backoff: [second] }]) }),
  flowWithMaxDeliver: (_, random) => ({ ...flow, maxDeliver: random.integer(1, 5) }),

  deliverToWildcard: (_, random) => ({ deliverSubject: random.pick(['to.*', 'to.>', '*']) }),
  deliverSubjectInvalid: (_, random) => ({ deliverSubject: random.pick(['to..me', '.to', 'to me']) }),
  deliverInCircle: (_, random) => ({ deliverSubject: random.pick(['plain.me', 'plain.a.b']) }),
  pushWithMaxWaiting: (_, random) => ({ ...push, maxWaiting: random.integer(1, 500) }),
  pushAckPendingNeedsAck: (_, random) => ({ ...push, ackPolicy: 'none', maxAckPending: random.integer(1, 500) }),
  heartbeatTooShort: (_, random) => ({ ...push, heartbeat: random.integer(1, 99) * millisecond }),
  pushWithPriority: (_, random) => ({
    ...push,
    priorityPolicy: random.pick(['overflow', 'pinned_client']),
    priorityGroups: ['g'],
  }),
  flowControlNeedsHeartbeat: () => ({ ...push, flowControl: true }),
  pullOfWorkQueueNeedsAck: (_, random) => ({
    home: 'QUEUE',
    ackPolicy: 'none',
    filterSubject: `queue.${random.word()}`,
  }),
  pullWithRateLimit: (_, random) => ({ rateLimit: random.integer(1, 9_999) }),
  pullWithHeartbeat: (_, random) => ({ heartbeat: random.integer(1, 9) * second }),
  pullWithFlowControl: () => ({ flowControl: true }),
  maxExpiresTooShort: (_, random) => ({ maxRequestExpires: random.integer(1, 999) * microsecond }),
  directNeedsPush: () => ({ direct: true, ...named('') }),
  directNeedsEphemeral: () => ({ direct: true, ...push }),

  ackPendingBeyondAccount: (_, random) => ({ home: 'SMALL', maxAckPending: random.integer(101, 900) }),
  ackPendingBeyondStream: (_, random) => ({ home: 'STRICT', maxAckPending: random.integer(51, 900) }),
  inactiveBeyondStream: (_, random) => ({
    home: 'STRICT',
    inactiveThreshold: durationNs(random.integer(61, 900), second),
  }),
  tooManyConsumers: () => ({ home: 'CROWDED' }),

  filtersGivenTwice: () => ({ filterSubject: 'plain.a', filterSubjects: ['plain.b'] }),
  filterInvalid: (_, random) =>
    random.pick<Change>([{ filterSubject: 'plain..a' }, { filterSubjects: ['plain.a', 'plain.b c'] }]),
  filterEmpty: () => ({ filterSubjects: ['plain.a', ''] }),
  filtersOverlap: (_, random) => ({
    filterSubjects: ['plain.a.*', random.pick(['plain.a.b', 'plain.>', 'plain.a.*'])],
  }),

  startNotMeant: (_, random) =>
    random.pick<Change>([
      { optStartSeq: 5 },
      { optStartTime: '2026-01-02T03:04:05Z' },
      { deliverPolicy: 'new', optStartSeq: 5 },
      { deliverPolicy: 'by_start_time', optStartTime: '2026-01-02T03:04:05Z', optStartSeq: 5 },
    ]),
  startMissing: (_, random) => ({ deliverPolicy: random.pick(['by_start_sequence', 'by_start_time']) }),
  lastPerSubjectNeedsFilter: () => ({ deliverPolicy: 'last_per_subject' }),
  samplingInvalid: (_, random) => ({ sampleFrequency: random.pick(['half', '-5', '5%%', '1.5']) }),

  priorityNeedsGroup: (_, random) => ({ priorityPolicy: random.pick(['overflow', 'pinned_client', 'prioritized']) }),
  priorityGroupEmpty: () => ({ priorityPolicy: 'overflow', priorityGroups: ['g', ''] }),
  priorityGroupInvalid: (_, random) => ({
    priorityPolicy: 'overflow',
    priorityGroups: [random.pick(['a b', 'x'.repeat(17), 'ü', 'a.b'])],
  }),
  priorityGroupsWithoutPolicy: () => ({ priorityGroups: ['g'] }),
  priorityTimeoutWithoutPolicy: (_, random) => ({ priorityTimeout: random.integer(1, 9) * second }),

  workQueueNeedsExplicit: (_, random) => ({ home: 'QUEUE', ackPolicy: 'all', filterSubject: `queue.${random.word()}` }),
  workQueueNeedsAll: (_, random) => ({
    home: 'QUEUE',
    deliverPolicy: random.pick(['new', 'last']),
    filterSubject: `queue.${random.word()}`,
  }),
  workQueueSecondUnfiltered: () => ({ home: 'QUEUE' }),
  workQueueFilterTaken: (_, random) =>
    random.pick<Change>([
      { home: 'QUEUE', filterSubject: random.pick(['queue.first.a', 'queue.*.b', 'queue.>']) },
      { home: 'WHOLE', filterSubject: 'whole.a' },
    ]),

  fieldChanged: (good, random) =>
    random.pick<Change>([
      edit(good, {}, { deliverPolicy: 'new' }),
      edit(good, { deliverPolicy: 'by_start_sequence', optStartSeq: 5 }, { optStartSeq: 6 }),
      edit(
        good,
        { deliverPolicy: 'by_start_time', optStartTime: '2026-01-02T03:04:05Z' },
        { optStartTime: '2026-01-02T03:04:06Z' },
      ),
      edit(good, {}, { ackPolicy: 'all' }),
      edit(good, {}, { replayPolicy: 'original' }),
      edit(good, { ...push, heartbeat: second }, { heartbeat: 2 * second }),
      edit(good, { ...push, heartbeat: second }, { flowControl: true }),
      edit(good, {}, { maxWaiting: 5 }),
      edit(good, {}, { memoryStorage: true }),
    ]),
  pushAndPullExchanged: (good, random) =>
    random.chance(0.5) ? edit(good, {}, push) : edit(good, push, { deliverSubject: '' }),
};

/** A consumer that breaks one rule alone. */
export function brokenConsumer(rule: keyof typeof consumerBreakages, random: Random): ConsumerTry {
  const name = `B${random.word(10)}`;
  const good = consumerConfig({
    ...named(name),
    ackPolicy: 'explicit',
    description: random.pick(['', 'a description', 'ünïcode']),
    metadata: random.pick([{}, { team: 'orders' }]),
  });
  const { home = 'PLAIN', before = null, ...change } = consumerBreakages[rule](good, random);
  return { home, before, config: { ...good, ...change } };
}
