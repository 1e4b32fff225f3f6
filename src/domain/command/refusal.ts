/** Why something is not done. Each has a sentence of its own. */
export type RefusalReason =
  | 'readOnly'
  | 'linkNotLive'
  | 'dataTooOld'
  | 'noLeader'
  | 'noMetaLeader'
  | 'leaderSilent'
  | 'noOtherMember'
  | 'versionTooOld'
  /** The API of the account is not reached from here. */
  | 'noAccess'
  /** Nobody who answers reports it. */
  | 'notReported'
  | 'oneCopy'
  /** The wanted leader is no member that answers and is complete. */
  | 'preferredUnfit'
  /** No member that could lead is there. */
  | 'nobodyThere'
  /** As many members answer as are needed: an election could fail. */
  | 'noSpareVote'
  /** `cluster.desired` is there, or more copies than configured: a change is under way. */
  | 'changing'
  | 'notChanging'
  /** It has no leader, and the copies that a cancellation would keep may not be there. */
  | 'returnUncertain'
  | 'notACopy'
  /** A copy that answers is moved, not removed. */
  | 'copyAnswers'
  /** A copy that does not answer is removed, not moved. */
  | 'copySilent'
  | 'othersIncomplete'
  /** No other server could take the copy. */
  | 'noRoomElsewhere'
  /** Fewer servers could take a copy than are wanted. */
  | 'tooFewServers'
  /** As many copies as there are, or a number that no stream has. */
  | 'sameReplicas'
  /** The configuration was not read. */
  | 'configUnread'
  | 'serverSilent'
  /** A meta leader is there: nothing is to be rescued. */
  | 'hasLeader'
  /** Members enough for an election answer. */
  | 'quorumThere'
  /** It has been without a leader for less than ten minutes. */
  | 'tooSoon'
  /** Not everything that a person has to see to is confirmed. */
  | 'notFenced'
  /** Connections of the server were not read. */
  | 'clientUnread'
  | 'clientGone'
  /** This console's own connection is never ended from here. */
  | 'ownConnection'
  | 'notAMember'
  /** Only a server that does not answer is removed. */
  | 'serverAnswers'
  /** It is silent here, and its leader hears it: it runs. */
  | 'heardElsewhere'
  /** Fewer members answer than are needed, now or after the removal. */
  | 'noQuorum'
  /** Streams have a copy there and none on a server that answers, and have not been given up. */
  | 'streamsLost'
  /** Some streams fit on no other server: they would lose the copy, or stay. */
  | 'streamsStay'
  /** What streams an account has is not known, and it has not been given up. */
  | 'streamsUnknown'
  /** It is part of a whole that was called off. */
  | 'calledOff'
  /** It would be lost by a crash after the move, and is the only one; see `movedKeptSince`. */
  | 'onlyCopyAtRisk'
  /** A server has not run long enough yet. */
  | 'serverYoung'
  /** Another change of this cluster is not verified yet, in this page or another one of this browser. */
  | 'anotherRunning'
  /** The login may not publish there: it was told so, or was refused. */
  | 'notPermitted'
  /** The connection of the account, over which it would be sent, is down. */
  | 'accountNotLive'
  /** The audit stream did not take the intent, and the installation requires it. */
  | 'auditNotTaken'
  /** A name that no subject can hold. */
  | 'unsendable'
  /** Something of that name is there already. */
  | 'nameInUse'
  /** A name is needed to read again what came of it. */
  | 'nameMissing'
  /** A server would refuse the configuration, or it is none; the effect names the fields. */
  | 'configInvalid'
  /** It is as asked for already. */
  | 'unchanged'
  /** Nothing is added to a sealed stream, or taken from it. */
  | 'sealed'
  | 'deleteDenied'
  | 'purgeDenied'
  /** Up to a sequence, or all but some: not both. */
  | 'twoPurgeLimits'
  | 'filterInvalid'
  /** Beyond the last message. */
  | 'sequenceBeyond'
  | 'sequenceInvalid'
  | 'messageGone'
  | 'messageUnread'
  | 'consumerGone'
  /** It has no leader, or the leader does not answer. */
  | 'consumerUnread'
  /** Made by the servers for themselves. */
  | 'systemMade'
  /** Paused until a moment that has passed by the server's clock. */
  | 'untilPassed'
  | 'notPinned'
  /** Its deliver policy lets it begin at no other sequence. */
  | 'resetNotAllowed';

/** What one slow round makes of things that are well: it may be over with the next. */
const passing: ReadonlySet<RefusalReason> = new Set([
  'linkNotLive',
  'dataTooOld',
  'noLeader',
  'noMetaLeader',
  'leaderSilent',
  'noSpareVote',
  'othersIncomplete',
  'copySilent',
  'serverSilent',
  'noQuorum',
  'configUnread',
  'clientUnread',
  'messageUnread',
  'consumerUnread',
]);

/** Whether to look again soon is worth it. */
export function mayPass(reason: RefusalReason): boolean {
  return passing.has(reason);
}
