import { compare, type Limit } from '../count';
import { deepEqual } from '../same';
import type { DurationNs } from '../asset-config/duration';
import { knows } from '../asset-config/release';
import type { Edited, StreamContext } from './context';
import type { StreamConfig, StreamField } from './fields';
import type { StreamFindings } from './findings';
import type { StreamRule } from './rules';

/** What an update may not do (`configUpdateCheck`). `config` is as the server will have it. */
export function checkEdit(config: StreamConfig, context: StreamContext, find: StreamFindings): void {
  const { edited, version } = context;
  if (edited === null) return;
  const { config: before } = edited;
  find.when(config.storage !== before.storage, 'storageChanged', 'storage', { before: before.storage });
  checkRetention(config, before, context, find);
  for (const [field, rule] of onlyOn) find.when(before[field] && !config[field], rule, field);
  find.when(config.allowMsgCounter !== before.allowMsgCounter, 'counterChanged', 'allowMsgCounter');
  find.when(config.persistMode !== before.persistMode, 'persistModeChanged', 'persistMode');
  const promoted = config.mirror === null && knows(version, '2.12');
  find.when(!promoted && !deepEqual(config.mirror, before.mirror), 'mirrorChanged', 'mirror');
  const consumers = !knows(version, '2.14') && config.maxConsumers !== before.maxConsumers;
  find.when(consumers, 'maxConsumersChanged', 'maxConsumers');
  const republished = !knows(version, '2.10') && !deepEqual(config.republish, before.republish);
  find.when(republished, 'republishChanged', 'republish');
  find.when(config.firstSeq !== before.firstSeq && config.firstSeq !== 0, 'firstSeqIgnored', 'firstSeq');
  const moves = config.placement !== null && !deepEqual(config.placement, before.placement);
  find.when(moves && config.replicas !== before.replicas, 'movedAndScaled', ['placement', 'replicas']);
  checkConsumers(config, edited, find);
}

const onlyOn = [
  ['sealed', 'unsealed'],
  ['denyDelete', 'denyDeleteLifted'],
  ['denyPurge', 'denyPurgeRemoved'],
  ['allowMsgTtl', 'ttlTurnedOff'],
  ['allowMsgSchedules', 'schedulesTurnedOff'],
] as const satisfies readonly (readonly [StreamField, StreamRule])[];

function checkRetention(
  config: StreamConfig,
  before: StreamConfig,
  context: StreamContext,
  find: StreamFindings,
): void {
  if (config.retention === before.retention) return;
  const parameters = { before: before.retention };
  if (config.retention === 'workqueue' || before.retention === 'workqueue')
    find.add('workQueueChanged', 'retention', parameters);
  else find.when(!knows(context.version, '2.10'), 'retentionChanged', 'retention', parameters);
}

/** Limits for consumers that those there already exceed. */
function checkConsumers({ consumerLimits: limits }: StreamConfig, edited: Edited, find: StreamFindings): void {
  const before = edited.config.consumerLimits;
  const idle = limits?.inactiveThreshold ?? 0;
  const pending = limits?.maxAckPending ?? 0;
  const idleChanged = idle !== 0 && idle !== (before?.inactiveThreshold ?? 0);
  const pendingChanged = pending !== 0 && pending !== (before?.maxAckPending ?? 0);
  if (!idleChanged && !pendingChanged) return;
  const beyond = edited.consumers.filter(
    (one) => exceeds(one.inactiveThreshold, idle) || exceeds(one.maxAckPending, pending),
  );
  if (beyond.length === 0) return;
  find.add('consumersBeyondLimit', 'consumerLimits', { consumers: beyond.map(({ name }) => name) });
}

function exceeds(value: Limit, most: DurationNs): boolean {
  return most > 0 && value !== 'unlimited' && compare(value, most) > 0;
}
