import { hour, microsecond, millisecond, minute, second } from '../../domain/asset-config/duration';
import { consumerConfig, type ConsumerConfig } from '../../domain/consumer-config/fields';
import { homeNames, type ConsumerTry } from './consumer-world';
import type { Random } from './random';

/** A consumer of many settings at once, some of which may not go together. */
export function anyConsumer(random: Random): ConsumerTry {
  const name = `R${random.word(10)}`;
  const home = random.pick([...homeNames, 'PLAIN', 'PLAIN'] as const);
  const edits = random.chance(0.2) && home === 'PLAIN';
  const base = consumerConfig({ name, durableName: random.chance(0.8) ? name : '', ackPolicy: 'explicit' });
  const density = random.pick([0.03, 0.06, 0.13]);
  const settings = Object.entries(choices(home.toLowerCase(), random)).filter(() => random.chance(density));
  return { home, before: edits ? base : null, config: { ...base, ...Object.fromEntries(settings) } };
}

/** A value for each field, now and then a bad one. */
function choices(prefix: string, random: Random): Partial<ConsumerConfig> {
  const subject = () =>
    random.pick([`${prefix}.a`, `${prefix}.*`, `${prefix}.a.>`, `${prefix}.*.b`, 'elsewhere', `${prefix}..a`]);
  const pick = <T>(from: readonly T[]) => random.pick(from);
  return {
    description: 'text',
    filterSubject: subject(),
    filterSubjects: pick([[subject()], [subject(), subject()]]),
    deliverPolicy: pick(['last', 'new', 'by_start_sequence', 'by_start_time', 'last_per_subject']),
    optStartSeq: pick([1, 7]),
    optStartTime: pick(['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.123456789+02:00']),
    replayPolicy: 'original',
    headersOnly: true,
    ackPolicy: pick(['none', 'all', 'flow_control']),
    ackWait: pick([second, minute]),
    maxDeliver: pick([1, 5, -3]),
    backoff: pick([[second], [second, minute, hour]]),
    maxAckPending: pick([10, 75, 500, 'unlimited']),
    sampleFrequency: pick(['50', '100%', '0']),
    maxWaiting: pick([1, 2_000, -1]),
    maxRequestBatch: pick([10, -1]),
    maxRequestExpires: pick([second, 5 * microsecond, -second]),
    maxRequestMaxBytes: pick([1_000, -5]),
    deliverSubject: pick(['to.me', `${prefix}.me`, 'to.*']),
    deliverGroup: 'workers',
    rateLimit: 100_000,
    flowControl: true,
    heartbeat: pick([second, 100 * millisecond, millisecond]),
    replicas: pick([1, 2, 3]),
    memoryStorage: true,
    priorityPolicy: pick(['overflow', 'pinned_client', 'prioritized']),
    priorityGroups: pick([['a'], ['a', 'b'], ['a b']]),
    priorityTimeout: pick([second, minute]),
    inactiveThreshold: pick([second, hour]),
    metadata: { a: 'b' },
  };
}
