import { minute, second, type DurationNs } from '../asset-config/duration';
import { compare, type Count, type Limit } from '../count';
import { limitsFor } from '../stream-config/context';
import type { ConsumerContext } from './context';
import { isPush, nameOfConsumer, type ConsumerConfig } from './fields';

/** The configuration as a server will have it (`setConsumerConfigDefaults`, 2.15.1): what it fills in and what it overrules. */
export function effectiveConsumer(
  config: ConsumerConfig,
  { stream, limits }: Pick<ConsumerContext, 'stream' | 'limits'>,
): ConsumerConfig {
  const name = nameOfConsumer(config);
  const flows = config.ackPolicy === 'flow_control';
  const most = limits === null ? null : limitsFor(limits, Number(config.replicas || stream.replicas));
  return {
    ...config,
    name,
    maxDeliver: config.maxDeliver !== 'unlimited' && config.maxDeliver <= 0 ? 'unlimited' : config.maxDeliver,
    maxWaiting: !isPush(config) && config.maxWaiting <= 0 ? 512 : atLeastZero(config.maxWaiting),
    maxRequestBatch: atLeastZero(config.maxRequestBatch),
    maxRequestExpires: atLeastZero(config.maxRequestExpires),
    maxRequestMaxBytes: atLeastZero(config.maxRequestMaxBytes),
    ackWait: ackWait(config),
    maxAckPending: maxAckPending(config, stream.consumerLimits?.maxAckPending ?? 0, most?.maxAckPending ?? 0),
    inactiveThreshold: atLeastZero(config.inactiveThreshold) || (stream.consumerLimits?.inactiveThreshold ?? 0),
    flowControl: config.flowControl || flows,
    heartbeat: flows ? second : atLeastZero(config.heartbeat),
    priorityTimeout:
      config.priorityPolicy === 'pinned_client' && config.priorityTimeout <= 0
        ? 2 * minute
        : atLeastZero(config.priorityTimeout),
  };
}

const atLeastZero = (value: Count): Count => (value < 0 ? 0 : value);

/** The first step of a back-off takes its place. */
function ackWait({ ackWait: own, ackPolicy, backoff }: ConsumerConfig): DurationNs {
  const [first] = backoff;
  if (first !== undefined) return first;
  return own === 0 && (ackPolicy === 'explicit' || ackPolicy === 'all') ? 30 * second : own;
}

const standardAckPending = 1_000;

function maxAckPending({ maxAckPending: own, ackPolicy }: ConsumerConfig, ofStream: Count, ofAccount: Limit): Limit {
  if (own === 'unlimited') return own;
  if (own < -1) return 'unlimited';
  const chosen = own === 0 ? ofStream : own;
  if (chosen !== 0 || ackPolicy === 'none') return chosen;
  if (ofAccount === 'unlimited' || ofAccount <= 0) return standardAckPending;
  return compare(ofAccount, standardAckPending) < 0 ? ofAccount : standardAckPending;
}
