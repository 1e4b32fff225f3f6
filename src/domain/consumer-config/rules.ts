import { doubtful, Findings, refused, wrong, type Problem, type RuleTable } from '../asset-config/problem';
import type { ConsumerPath } from './fields';

/** What may be wrong with a consumer's configuration, each with the code of the server's refusal (2.15.1). */
export const consumerRules = {
  nameHasSeparator: refused(10017),
  nameHasPathSeparator: refused(10127),
  nameTooLong: refused(10102),
  nameNotSendable: wrong,
  namesDiffer: refused(10017),
  nameInUse: refused(10148),
  sameConsumerExists: doubtful,
  nameChanged: refused(10149),
  notSupported: refused(10025),
  outOfRange: refused(10025),
  descriptionTooLong: refused(10107),
  metadataTooLarge: refused(10135),
  metadataReserved: doubtful,

  replicasBeyondStream: refused(10126),
  replicasNegative: refused(10133),
  replicasUnlikeStream: refused(10134),

  ackWaitNegative: refused(10183),
  backoffNegative: refused(10184),
  backoffLongerThanDeliveries: refused(10116),
  ackWaitOverruled: doubtful,
  flowNeedsPush: refused(10218),
  flowNeedsAckPending: refused(10220),
  flowWithAckWait: refused(10221),
  flowWithMaxDeliver: refused(10222),
  flowHeartbeatOverruled: doubtful,
  limitBelowMinusOne: doubtful,

  deliverToWildcard: refused(10079),
  deliverSubjectInvalid: refused(10112),
  deliverInCircle: refused(10081),
  pushWithMaxWaiting: refused(10080),
  pushAckPendingNeedsAck: refused(10082),
  heartbeatTooShort: refused(10083),
  pushWithPriority: refused(10178),
  flowControlNeedsHeartbeat: refused(10108),
  pullOfWorkQueueNeedsAck: refused(10084),
  pullWithRateLimit: refused(10086),
  pullWithHeartbeat: refused(10088),
  pullWithFlowControl: refused(10089),
  maxExpiresTooShort: refused(10115),
  directNeedsPush: refused(10090),
  directNeedsEphemeral: refused(10091),

  ackPendingBeyondAccount: refused(10121),
  ackPendingBeyondStream: refused(10121),
  inactiveBeyondStream: refused(10153),
  tooManyConsumers: refused(10026),

  filtersGivenTwice: refused(10136),
  filterInvalid: refused(10052),
  filterEmpty: refused(10139),
  filtersOverlap: refused(10138),
  filterOutsideStream: refused(10093),
  filterMatchesNothing: doubtful,

  startNotMeant: refused(10094),
  startMissing: refused(10094),
  lastPerSubjectNeedsFilter: refused(10094),
  samplingInvalid: refused(10095),

  priorityNeedsGroup: refused(10159),
  priorityGroupEmpty: refused(10161),
  priorityGroupInvalid: refused(10162),
  priorityGroupsWithoutPolicy: refused(10196),
  priorityTimeoutWithoutPolicy: refused(10197),

  workQueueNeedsExplicit: refused(10098),
  workQueueNeedsAll: refused(10101),
  workQueueSecondUnfiltered: refused(10099),
  workQueueFilterTaken: refused(10100),
  workQueueFilterShared: doubtful,

  fieldChanged: refused(10012),
  pushAndPullExchanged: refused(10012),
  deliverSubjectMoves: doubtful,
  pauseNotByEdit: doubtful,
} satisfies RuleTable;

export type ConsumerRule = keyof typeof consumerRules;
export type ConsumerProblem = Problem<ConsumerRule, ConsumerPath>;

/** What the rules of consumers have found so far. */
export class ConsumerFindings extends Findings<ConsumerRule, ConsumerPath> {
  constructor() {
    super(consumerRules);
  }
}
