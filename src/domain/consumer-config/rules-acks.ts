import { compare } from '../count';
import { deepEqual } from '../same';
import { second } from '../asset-config/duration';
import { overlapBetween } from '../asset-config/subjects';
import type { ConsumerContext } from './context';
import { isPush, nameOfConsumer, type ConsumerConfig } from './fields';
import type { ConsumerFindings } from './rules';

/** Acknowledgements and deliveries. `given` is what is asked for, `config` what the server will make of it. */
export function checkAcks(given: ConsumerConfig, config: ConsumerConfig, find: ConsumerFindings): void {
  const { backoff, maxDeliver } = config;
  find.when(given.ackWait < 0, 'ackWaitNegative', 'ackWait');
  for (const [index, step] of backoff.entries()) find.when(step < 0, 'backoffNegative', `backoff.${index}`);
  const steps = backoff.length;
  const beyond = steps > 0 && maxDeliver !== 'unlimited' && compare(steps, maxDeliver) > 0;
  find.when(beyond, 'backoffLongerThanDeliveries', ['maxDeliver', 'backoff'], { steps });
  const overruled = steps > 0 && given.ackWait !== 0 && given.ackWait !== backoff[0];
  find.when(overruled, 'ackWaitOverruled', ['ackWait', 'backoff']);
  if (config.ackPolicy === 'flow_control') checkFlow(given, config, find);
  const { sampleFrequency: sampling } = config;
  const sampled = sampling === '' || /^\+?\d{1,18}%?$/.test(sampling) || /^-0+%?$/.test(sampling);
  find.when(!sampled, 'samplingInvalid', 'sampleFrequency', { text: sampling });
}

/** Acknowledging by flow control, which mirrors and sources use (2.14+). */
function checkFlow(given: ConsumerConfig, config: ConsumerConfig, find: ConsumerFindings): void {
  find.when(!isPush(config), 'flowNeedsPush', ['ackPolicy', 'deliverSubject']);
  find.when(config.maxAckPending === 'unlimited', 'flowNeedsAckPending', ['maxAckPending', 'ackPolicy']);
  const waits = config.ackWait !== 0 || config.backoff.length > 0;
  find.when(waits, 'flowWithAckWait', [config.backoff.length > 0 ? 'backoff' : 'ackWait', 'ackPolicy']);
  find.when(config.maxDeliver !== 'unlimited', 'flowWithMaxDeliver', ['maxDeliver', 'ackPolicy']);
  const overruled = given.heartbeat !== 0 && given.heartbeat !== second;
  find.when(overruled, 'flowHeartbeatOverruled', 'heartbeat');
}

/** Priority groups of pull consumers (2.11+). */
export function checkPriority(config: ConsumerConfig, find: ConsumerFindings): void {
  const { priorityPolicy: policy, priorityGroups: groups, priorityTimeout: timeout } = config;
  if (policy === 'none') {
    find.when(groups.length > 0, 'priorityGroupsWithoutPolicy', ['priorityGroups', 'priorityPolicy']);
    find.when(timeout > 0, 'priorityTimeoutWithoutPolicy', ['priorityTimeout', 'priorityPolicy']);
    return;
  }
  find.when(isPush(config), 'pushWithPriority', ['priorityPolicy', 'deliverSubject']);
  find.when(groups.length === 0, 'priorityNeedsGroup', ['priorityGroups', 'priorityPolicy']);
  for (const [index, group] of groups.entries()) {
    if (group === '') find.add('priorityGroupEmpty', `priorityGroups.${index}`);
    else find.when(!validGroup.test(group), 'priorityGroupInvalid', `priorityGroups.${index}`, { group });
  }
}

const validGroup = /^[a-zA-Z0-9/_=-]{1,16}$/;

/** Each message of a work queue has one consumer. Servers of a cluster see to that only while it is made. */
export function checkWorkQueue(config: ConsumerConfig, context: ConsumerContext, find: ConsumerFindings): void {
  const { stream, edited } = context;
  if (stream.retention !== 'workqueue' || config.direct || config.sourcing) return;
  if (edited === null) checkNewOfQueue(config, find);
  const own = filtersOf(config);
  if (edited !== null && deepEqual(own, filtersOf(edited))) return;
  for (const { name, config: other } of context.consumers) {
    if (name === nameOfConsumer(config) || other.direct || other.sourcing) continue;
    if (own.length === 0 && edited === null) {
      find.add('workQueueSecondUnfiltered', 'filterSubject', { consumer: name });
      return;
    }
    const overlap = overlapBetween(orAll(own), orAll(filtersOf(other)));
    if (overlap === null) continue;
    const parameters = { subject: overlap.own, consumer: name, other: overlap.other };
    const rule = edited === null ? 'workQueueFilterTaken' : 'workQueueFilterShared';
    find.add(rule, ['filterSubject', 'filterSubjects'], parameters);
  }
}

function checkNewOfQueue(config: ConsumerConfig, find: ConsumerFindings): void {
  const acknowledged = config.ackPolicy === 'explicit' || config.ackPolicy === 'flow_control';
  // Pulling without acknowledgements has a refusal of its own.
  const told = config.ackPolicy === 'none' && !isPush(config);
  find.when(!acknowledged && !told, 'workQueueNeedsExplicit', 'ackPolicy');
  find.when(config.deliverPolicy !== 'all', 'workQueueNeedsAll', 'deliverPolicy');
}

function filtersOf({ filterSubject: one, filterSubjects: several }: ConsumerConfig): readonly string[] {
  return one === '' ? several : [one, ...several];
}

/** Without a filter a consumer takes everything. */
const orAll = (filters: readonly string[]) => (filters.length === 0 ? ['>'] : filters);
