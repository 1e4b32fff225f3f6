import { compare } from '../count';
import { goDuration, millisecond } from '../asset-config/duration';
import { knows } from '../asset-config/release';
import { isLiteral, isSubject, isSubset, subjectsOverlap } from '../asset-config/subjects';
import { limitsFor } from '../stream-config/context';
import type { ConsumerContext } from './context';
import { isPush, type ConsumerConfig, type ConsumerPath } from './fields';
import type { ConsumerFindings } from './rules';

/** Push or pull, and what goes with each. `config` is as the server will have it. */
export function checkDelivery(config: ConsumerConfig, context: ConsumerContext, find: ConsumerFindings): void {
  if (isPush(config)) checkPush(config, context, find);
  else checkPull(config, context, find);
  if (config.direct) {
    find.when(!isPush(config), 'directNeedsPush', ['direct', 'deliverSubject']);
    find.when(config.durableName !== '', 'directNeedsEphemeral', ['direct', 'durableName']);
  }
  checkPending(config, context, find);
}

function checkPush(config: ConsumerConfig, { stream }: ConsumerContext, find: ConsumerFindings): void {
  const { deliverSubject: to, heartbeat } = config;
  if (!isLiteral(to)) find.add('deliverToWildcard', 'deliverSubject', { subject: to });
  else if (!isSubject(to)) find.add('deliverSubjectInvalid', 'deliverSubject', { subject: to });
  const taken = stream.subjects.find((subject) => isSubset(to, subject));
  if (taken !== undefined) find.add('deliverInCircle', 'deliverSubject', { subject: to, other: taken });
  const lonely = config.flowControl && heartbeat === 0;
  find.when(lonely, 'flowControlNeedsHeartbeat', ['heartbeat', 'flowControl']);
  find.when(config.maxWaiting !== 0, 'pushWithMaxWaiting', ['maxWaiting', 'deliverSubject']);
  const pending = config.maxAckPending !== 'unlimited' && config.maxAckPending > 0;
  find.when(pending && config.ackPolicy === 'none', 'pushAckPendingNeedsAck', ['maxAckPending', 'ackPolicy']);
  const least = 100 * millisecond;
  find.when(heartbeat > 0 && heartbeat < least, 'heartbeatTooShort', 'heartbeat', { least: goDuration(least) });
}

function checkPull(config: ConsumerConfig, { stream }: ConsumerContext, find: ConsumerFindings): void {
  const queue = stream.retention === 'workqueue';
  find.when(queue && config.ackPolicy === 'none', 'pullOfWorkQueueNeedsAck', 'ackPolicy');
  find.when(config.rateLimit > 0, 'pullWithRateLimit', ['rateLimit', 'deliverSubject']);
  find.when(config.heartbeat > 0 && !flows(config), 'pullWithHeartbeat', ['heartbeat', 'deliverSubject']);
  find.when(config.flowControl && !flows(config), 'pullWithFlowControl', ['flowControl', 'deliverSubject']);
  const { maxRequestExpires: expires } = config;
  const least = goDuration(millisecond);
  find.when(expires !== 0 && expires < millisecond, 'maxExpiresTooShort', 'maxRequestExpires', { least });
}

const flows = ({ ackPolicy }: ConsumerConfig) => ackPolicy === 'flow_control';

function checkPending(config: ConsumerConfig, { stream, limits }: ConsumerContext, find: ConsumerFindings): void {
  const { maxAckPending: pending, inactiveThreshold: idle } = config;
  const own = limits === null ? null : limitsFor(limits, Number(config.replicas || stream.replicas));
  const ofAccount = own?.maxAckPending ?? 'unlimited';
  if (pending !== 'unlimited' && ofAccount !== 'unlimited' && ofAccount > 0)
    find.when(compare(pending, ofAccount) > 0, 'ackPendingBeyondAccount', 'maxAckPending', { most: ofAccount });
  const { maxAckPending: ofStream = 0, inactiveThreshold: longest = 0 } = stream.consumerLimits ?? {};
  if (pending !== 'unlimited' && ofStream > 0)
    find.when(compare(pending, ofStream) > 0, 'ackPendingBeyondStream', 'maxAckPending', { most: ofStream });
  const most = goDuration(longest);
  find.when(longest > 0 && compare(idle, longest) > 0, 'inactiveBeyondStream', 'inactiveThreshold', { most });
}

/** Which subjects, and from where. */
export function checkFilters(config: ConsumerConfig, context: ConsumerContext, find: ConsumerFindings): void {
  const { filterSubject: one, filterSubjects: several } = config;
  find.when(one !== '' && several.length > 0, 'filtersGivenTwice', ['filterSubject', 'filterSubjects']);
  const all: { path: ConsumerPath; subject: string }[] = several.map((subject, index) => ({
    path: `filterSubjects.${index}`,
    subject,
  }));
  if (one !== '') all.unshift({ path: 'filterSubject', subject: one });
  const contained = isSubsetEitherWay(context);
  for (const [index, { path, subject }] of all.entries()) {
    if (subject === '') find.add('filterEmpty', path);
    else if (!isSubject(subject)) find.add('filterInvalid', path, { subject });
    else {
      const other = all.slice(0, index).find((before) => contained(before.subject, subject));
      if (other !== undefined) find.add('filtersOverlap', path, { subject, other: other.subject });
      checkWithinStream(subject, path, context, find);
    }
  }
  checkStart(config, find);
}

/** Filters of which one holds the other are refused; before 2.14 also those that overlap in part. */
function isSubsetEitherWay({ version }: ConsumerContext): (a: string, b: string) => boolean {
  const strict = version !== null && !knows(version, '2.14');
  return strict ? subjectsOverlap : (a, b) => isSubset(a, b) || isSubset(b, a);
}

/** 2.9 refuses a filter for what the stream does not take in; later ones wait for it in vain. */
function checkWithinStream(
  subject: string,
  path: ConsumerPath,
  context: ConsumerContext,
  find: ConsumerFindings,
): void {
  const { subjects, mirror, sources, subjectTransform } = context.stream;
  if (mirror !== null || sources.length > 0 || subjectTransform !== null) return;
  if (subjects.some((one) => subjectsOverlap(one, subject))) return;
  find.add(knows(context.version, '2.10') ? 'filterMatchesNothing' : 'filterOutsideStream', path, { subject });
}

function checkStart(config: ConsumerConfig, find: ConsumerFindings): void {
  const { deliverPolicy: policy, optStartSeq: seq, optStartTime: time } = config;
  const parameters = { policy };
  if (policy === 'by_start_sequence')
    find.when(seq === 0, 'startMissing', ['optStartSeq', 'deliverPolicy'], parameters);
  else find.when(seq !== 0, 'startNotMeant', ['optStartSeq', 'deliverPolicy'], parameters);
  if (policy === 'by_start_time')
    find.when(time === null, 'startMissing', ['optStartTime', 'deliverPolicy'], parameters);
  else find.when(time !== null, 'startNotMeant', ['optStartTime', 'deliverPolicy'], parameters);
  const filtered = config.filterSubject !== '' || config.filterSubjects.length > 0;
  if (policy === 'last_per_subject' && !filtered)
    find.add('lastPerSubjectNeedsFilter', ['filterSubject', 'filterSubjects', 'deliverPolicy']);
}
